"""Vietnamese: days fit inside a sentence, and thousands are grouped."""

# 14 tháng 3 năm 2024. Django's begins with "Ngày", which sentences say themselves.
DATE_FORMAT = r"j \t\há\n\g n \nă\m Y"
NUMBER_GROUPING = 3  # 1.204
