"""Cases as packages for other systems (数据交换): what a package says, how it is written and read, where it goes."""
