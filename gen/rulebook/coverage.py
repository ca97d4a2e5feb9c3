"""What is asked of a public budget (对照清单): each demand with the codes that see to it, the tests of what holds by construction, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass

NOT_DONE, PARTLY, NOT_APPLICABLE = "尚未做", "部分尚未做", "不适用"


@dataclass(frozen=True, slots=True)
class Asked:
    """要求: ``codes`` see to it, ``tests`` show that it holds by construction, ``state`` says what neither does; ``remark`` says how."""

    id: str
    text: str
    codes: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    state: str = ""
    remark: str = ""


_ANY = "tests/test_any_ledger.py::test_any_ledger_builds_and_every_cell_is_the_sum_of_its_lines"
_PIVOT = "tests/derive/test_pivot.py::test_every_parent_is_the_sum_of_its_children"
_FACTS = "tests/derive/test_facts.py::test_a_quantity_is_the_sum_of_its_lines"
_MOVES = "tests/test_mutations.py::test_raising_one_amount_moves_all_that_rests_on_it_and_nothing_else"
_UNITS = "tests/test_consolidation.py::test_any_department_builds_and_adds_up"
_WORDS = "tests/compose/test_wording.py::test_words_agree_with_the_sign_for_all_amounts"
_FORMS = "tests/golden/test_twin.py::test_pdf_holds_every_paragraph_and_cell"
_SCORES = "tests/derive/test_score.py::test_marks_are_computed_rounded_and_added"
_PAGE = "tests/render/test_page.py"
_WORD = "tests/render/test_docx.py"
_ONE_LEDGER = "各表的格都是同一批明细之和，合计不另外录入"

_STRUCTURE = (
    Asked(
        "S1",
        "表样所列各表齐全、次序正确",
        ("EDN-04", "EDN-06"),
        ("tests/test_reference.py::test_tables_are_titled_and_in_order",),
        remark="各表及次序写在版式的 parts 里；版式本身有没有漏列法定的表，靠录版式的人核对",
    ),
    Asked(
        "S2",
        "封面、正文、表格口径一致（部门或单位）；所属单位名单与个数相符",
        ("READ-15",),
        ("tests/test_consolidation.py::test_each_unit_has_its_heading",),
        remark="单位只在 units 列一次，个数由它数出；不与官方的机构名单核对",
    ),
    Asked(
        "S3",
        "没有数据的表列出空表并说明",
        tests=("tests/test_sixth.py::test_an_empty_table_says_so_and_a_full_one_does_not",),
        state=PARTLY,
        remark="空表照印；说明由版式的 empty_note 给出，版式没有写的不报",
    ),
    Asked(
        "S4",
        "有数据的表没有“本表为空”的说明",
        tests=("tests/test_sixth.py::test_an_empty_table_says_so_and_a_full_one_does_not",),
        state=PARTLY,
        remark="empty_note 只在没有数据时印；版式写死在 notes 里的“注：无”不核对",
    ),
    Asked(
        "S5",
        "机关运行经费有说明",
        ("CHG-01", "CHG-02", "TXT-05"),
        state=PARTLY,
        remark="版式的正文写到它就总会印；版式该不该有这一节不核对",
    ),
    Asked(
        "S6",
        "政府采购总额＝货物＋工程＋服务；预留中小企业份额不超过总额",
        ("SUM-03", "SUM-05", "SUM-06", "SUM-07"),
        remark="面向中小企业是采购明细上的标记，份额是总额的一部分，只有负数才能使它超过；三部分之和由版式的 [[composition]] 声明",
    ),
    Asked(
        "S7",
        "“三公”经费三项、公务用车两项齐全，变化有原因",
        ("SUM-03", "CHG-01", "CHG-02", "CMP-01"),
        (_FACTS,),
        remark="各项是表里的固定行；说得清没有的印 0，说不清的是错误",
    ),
    Asked("S8", "国有资产占用情况（车辆、大型设备）", ("FIL-02", "TXT-05"), remark="写在 unit.toml，版式要用而没有写的报错"),
    Asked("S9", "绩效目标一节齐全", ("FIL-01", "FIL-02", "IND-01", "IND-02", "PRJ-03", "PRJ-05")),
    Asked("S10", "名词解释覆盖用到的名词，没有多余的", ("GLO-01", "GLO-02")),
    Asked("S11", "“其他情况”各项齐全", ("FIL-02", "TXT-05"), state=PARTLY, remark="版式的正文列了的各项总会印；是否恰为五项不核对"),
)

_TABLES = (
    Asked("T1", "收入总计＝支出总计", ("SUM-02",)),
    Asked("T2", "类、款、项各级合计等于下级之和", ("SUM-01", "CTL-08"), (_PIVOT,)),
    Asked("T3", "每行合计＝基本支出＋项目支出", ("SUM-04",)),
    Asked(
        "T4",
        "基本支出＝人员＋公用（含对个人和家庭的补助）",
        ("SUM-03",),
        state=PARTLY,
        remark="只在版式用 [[composition]] 声明了构成时核对",
    ),
    Asked("T5", "“三公”＝各项之和，公务用车＝购置＋运行维护", ("SUM-01", "SUM-03", "SUM-04"), (_PIVOT, _FACTS)),
    Asked(
        "T6",
        "该写 0 的不空着，不该为负的不为负",
        ("VAL-01", "VAL-02", "SUM-07", "CTL-07"),
        remark="没有明细印 0，不知道的印“未知”，两者不混",
    ),
    Asked("T7", "决算：年初结转＋收入＝支出＋结余分配＋年末结转", state=NOT_APPLICABLE, remark="还没有录入决算的版式"),
)

_ACROSS = (
    Asked("X1", "收入总表合计＝收支总表收入", ("SUM-01", "SUM-02"), (_ANY, _UNITS), remark=_ONE_LEDGER),
    Asked("X2", "支出总表合计＝收支总表支出", ("SUM-01", "SUM-02"), (_ANY, _UNITS), remark=_ONE_LEDGER),
    Asked("X3", "支出总表基本支出＝基本支出表合计", ("SUM-01",), (_ANY,), remark=f"{_ONE_LEDGER}；两表资金来源不同时本来不等"),
    Asked(
        "X4", "财政拨款总计＝一般公共预算＋政府性基金＋国有资本经营", ("SUM-02", "SUM-04", "COD-02", "COD-05"), (_ANY,), remark=_ONE_LEDGER
    ),
    Asked("X5", "一般公共预算支出表合计＝财政拨款收支总表该栏", ("SUM-01", "SUM-04"), (_ANY,), remark=_ONE_LEDGER),
    Asked(
        "X6",
        "同一科目在各表名称、金额相同",
        ("COD-01", "COD-03"),
        (_ANY, "tests/test_reference.py::test_names_stand_once"),
        remark="名称只在科目表写一次",
    ),
    Asked(
        "X7",
        "“三公”不为负，且不超过所出自的经济科目",
        ("SUM-07", "CMP-02"),
        (_FACTS,),
        PARTLY,
        "按经济科目取数的由构造保证；用 sangong.csv 单列的不与明细核对",
    ),
    Asked(
        "X8",
        "各项目之和＝项目支出",
        ("PRJ-01", "PRJ-07", "SUM-01"),
        (_ANY,),
        remark="项目支出的明细都写明项目，项目表与支出总表是同一批明细",
    ),
    Asked("X9", "绩效目标申报表任务金额合计＝支出合计", ("PRJ-05", "SUM-01"), remark="每个项目和基本支出恰好归入一个任务"),
    Asked(
        "X10",
        "项目绩效目标的资金不超过项目支出",
        codes=("PRJ-07",),
        tests=("tests/test_performance_target.py::test_raising_the_project_moves_its_row_the_sums_and_the_shares",),
        remark="表上的金额就是该项目的明细之和",
    ),
    Asked("X11", "机关运行经费与公用经费一致", state=NOT_DONE, remark="口径因地而异，由版式各自定义，两者不互相核对"),
    Asked(
        "X12",
        "上年数与上年公开文件一致",
        ("YRS-01", "YRS-02", "CHG-02"),
        state=PARTLY,
        remark="有上年文件夹才能核对；只有 prior.csv 时凭所写的依据",
    ),
)

_NARRATIVE = (
    Asked("N1", "正文的金额与表格一致", ("TXT-01", "TXT-08"), (_MOVES, _FORMS), remark="正文和表格印同一个数；手写的数另由规则查"),
    Asked(
        "N2",
        "增减词与正负号一致，印出来相等才说持平",
        ("TXT-02", "TXT-04", "EDN-05"),
        (_WORDS,),
        remark="准确数不同而印出来相同的，说“基本持平”或照版式的写法",
    ),
    Asked(
        "N3",
        "百分比＝增减额÷上年数；上年为 0 不写百分比",
        tests=(
            "tests/derive/test_change.py::test_a_rate_is_the_size_over_last_year_and_needs_a_base",
            "tests/compose/test_wording.py::test_a_zero_base_never_prints_a_percentage",
        ),
    ),
    Asked("N4", "变化写明原因", ("CHG-01",), remark="凡正文写到的变化都要，不设百分比的界限；总额的变化列到版式 share 所定的程度"),
    Asked("N5", "原因不是空话", ("CHG-05",), state=PARTLY, remark="只认整条都是套话的"),
    Asked(
        "N6",
        "增长、下降配百分比，增加、减少配金额；“与上年持平”“比上年增加”介词正确",
        ("EDN-05", "TXT-02", "TXT-04"),
        ("tests/compose/test_wording.py::test_each_direction_says_what_happened_and_nothing_else",),
        PARTLY,
        "句式由版式给定；只拒绝方向相反的词，介词和搭配靠录版式的人",
    ),
    Asked(
        "N7",
        "没有“下降超过100%”“下降几倍”；百分比之差用百分点",
        ("TXT-02", "SUM-07"),
        state=PARTLY,
        remark="金额不为负则算出的降幅不超过 100%，手写的增减数一律不许；百分点的用法不核对",
    ),
    Asked("N8", "占比合计为 100%，或说明尾差", state=NOT_DONE, remark="占比各自四舍五入，不调整末位，也不自动印尾差说明"),
    Asked(
        "N9",
        "文中的个数与所列的个数一致",
        ("TXT-01",),
        ("tests/test_mutations.py::test_adding_a_project_adds_its_lines_and_counts",),
        remark="个数由数据数出；手写的个数与算出的相同时警告，不同时看不出来",
    ),
    Asked(
        "N10",
        "没有占位符、重复标点、半全角混用、单位混用",
        ("TXT-03", "TXT-07", "TXT-08", "TXT-09"),
        remark="标点查 TOML 文字和绩效指标；其他 CSV 的名称和版式的文字不查",
    ),
    Asked("N11", "文中的年份在允许的范围", ("TXT-03",), state=PARTLY, remark="程序印的年份由年度算出；手写的年份不核对"),
)

_CODES = (
    Asked("C1", "功能科目在本年度科目表中，到项为 7 位", ("COD-01", "COD-03", "VAL-08")),
    Asked(
        "C2",
        "基本支出的经济科目到款",
        ("COD-04", "VAL-09"),
        state=PARTLY,
        remark="照公开文件记录的文件夹（recorded）可以没有；只知道到类的 3 位编码可以写",
    ),
    Asked("C3", "部门预算经济分类与政府预算经济分类对应", state=NOT_DONE, remark="没有政府预算经济分类的对照表"),
    Asked(
        "C4",
        "科目名称与科目表一致",
        ("COD-01",),
        ("tests/test_reference.py::test_names_stand_once",),
        remark="名称由编码查出，不录入；科目表写明来源",
    ),
    Asked("C5", "上年以来停用、改名的科目有说明", state=NOT_DONE, remark="各年度的科目表分开存放，不互相比较"),
    Asked("C6", "行政运行不列项目支出", ("COD-06",)),
)

_PERFORMANCE = (
    Asked(
        "P1",
        "指标有名称、符号、数值、单位，或分级的定性值",
        ("IND-01", "IND-04", "VAL-01"),
        state=PARTLY,
        remark="符号连写、百分号写错的报错；缺单位（如“≥95”）、定性值空泛（如“是否及时”）不查",
    ),
    Asked("P2", "产出、效益、满意度三类齐全", ("IND-02",), state=PARTLY, remark="数量、质量、时效、成本等二级指标是否齐全不查"),
    Asked(
        "P3",
        "权重（分值）合计为 100",
        ("EDN-09",),
        state=PARTLY,
        remark="评分表各级分值与权重互相核对；合计是否为 100 没有单独核对；现有的绩效目标表没有权重",
    ),
    Asked("P4", "同一组没有同名的指标；目标不低于上年已达到的", ("CSV-14",), state=PARTLY, remark="同组同名读不进来；不与上年的完成值比较"),
    Asked(
        "P5",
        "执行率＝执行数÷预算数，得分按规则算出",
        ("SCO-01", "SCO-04", "SCO-06"),
        (_SCORES,),
        remark="规则在版式的 scores.toml；能算出的得分不许录入",
    ),
    Asked(
        "P6",
        "资金总额＝财政拨款＋结转＋其他，各栏都如此",
        ("EXE-01", "EXE-02", "DOC-01"),
        state=PARTLY,
        remark="只核对财政拨款不超过全额、执行不超过预算、年初预算与部门预算一致",
    ),
    Asked(
        "P7",
        "得分不超过分值；目标未达不得满分，扣分和偏差有原因",
        ("SCO-02", "SCO-03", "IND-03"),
        state=PARTLY,
        remark="完成值与指标值的高低不比较，超额完成过多也不提醒",
    ),
    Asked(
        "P8", "总分＝各项之和，等级与分数相符，各处分数相同", ("EDN-09",), (_SCORES,), remark="总分和等级由程序算出，正文和评分表印同一个数"
    ),
)

_FORMAT = (
    Asked(
        "F1",
        "A4 版心，每页 22 行、每行 28 字",
        tests=(f"{_PAGE}::test_a_full_page_has_22_lines_of_28_characters", f"{_WORD}::test_the_page_grid"),
    ),
    Asked(
        "F2",
        "DOCX 写明中西文字体，PDF 嵌入字体",
        tests=(
            f"{_WORD}::test_every_style_names_its_fonts_for_both_scripts",
            f"{_PAGE}::test_only_the_fonts_of_the_style_sheet_are_embedded",
        ),
    ),
    Asked("F3", "页码的写法和奇偶页位置", tests=(f"{_PAGE}::test_page_numbers_stand_outside_and_change_sides",)),
    Asked(
        "F4",
        "表头逐页重复",
        tests=(f"{_PAGE}::test_heads_are_repeated_on_each_page_of_a_table", f"{_WORD}::test_heads_are_repeated_and_rows_whole"),
    ),
    Asked(
        "F5",
        "行不跨页断开，标题不落在页末",
        tests=(
            "tests/render/test_split.py::test_a_row_stays_whole_where_a_page_holds_it_below_any_head",
            f"{_PAGE}::test_a_heading_is_not_left_alone_at_a_page_end",
        ),
        remark="一页放不下的行才断开",
    ),
    Asked(
        "F6",
        "目录与标题、页码一致",
        tests=(f"{_PAGE}::test_the_contents_name_the_page_of_each_heading",),
        remark="DOCX 的目录页码由打开它的程序更新",
    ),
    Asked(
        "F7",
        "金额右对齐，千分位一致，每张表写明单位",
        ("EDN-03",),
        (f"{_PAGE}::test_amounts_end_at_the_right_edge_of_their_cells",),
        PARTLY,
        "单位行与印数的单位不符报错；没有写单位行的不报",
    ),
    Asked("F8", "标点和数字用法（GB/T 15834、15835）", ("TXT-09",), state=PARTLY, remark="只查重复和半角标点；数字用法不查"),
)

_DATE = (
    Asked("D1", "批复后 20 日内公开", ("STA-02",), state=PARTLY, remark="核对有没有批复日期；程序不看时钟，不算还剩几天"),
    Asked("D2", "未批复的不公开", ("STA-01",)),
    Asked(
        "D3",
        "没有个人信息（手机、身份证、账号）",
        ("PII-01",),
        state=PARTLY,
        remark="姓名、住址看不出来；对公账号没有统一写法，只查银行卡号",
    ),
    Asked(
        "D4",
        "涉密项目不公开，其余仍平衡",
        ("SEC-01", "SEC-02"),
        (
            "tests/test_withheld.py::test_every_file_of_the_output_is_what_it_is_without_the_project",
            "tests/test_withheld.py::test_no_word_and_no_amount_of_it_is_in_any_file",
        ),
        remark="数据里标了“不公开”的，读进来就去掉，页面、合计、figures.json、explain 都没有它；公布的合计是公开部分的合计",
    ),
)

SECTIONS: dict[str, tuple[Asked, ...]] = {
    "结构（S）": _STRUCTURE,
    "表内（T）": _TABLES,
    "表间（X）": _ACROSS,
    "文字（N）": _NARRATIVE,
    "科目（C）": _CODES,
    "绩效（P）": _PERFORMANCE,
    "格式（F）": _FORMAT,
    "日期和保密（D）": _DATE,
}
