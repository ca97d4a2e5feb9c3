"""The records of the field (数据模型): what the files of a department-year hold, each value with its place, nothing derived."""
