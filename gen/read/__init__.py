"""Reading (读取): the files of a department-year become a Model of values with places, or findings; nothing is derived, nothing guessed."""
