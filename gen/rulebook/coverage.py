"""What is asked of a public budget (对照清单): each demand with the codes that see to it, the tests of what holds by construction, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass

PARTLY, NOT_APPLICABLE = "部分做不到", "不适用"


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
_ONE_LEDGER = "各表的格都是同一批明细之和，合计不另外录入；栏、行叫什么就选取什么，由 TBL-07 核对"

_STRUCTURE = (
    Asked(
        "S1",
        "表样所列各表齐全、次序正确",
        ("EDN-04", "EDN-06", "TBL-05"),
        ("tests/test_reference.py::test_tables_are_titled_and_in_order",),
        remark="各表及次序写在版式的 parts 里；部门预算另按标题核对应当公开的九张表",
    ),
    Asked(
        "S2",
        "封面、正文、表格口径一致（部门或单位）；所属单位名单与个数相符",
        ("READ-15", "UNI-01", "UNI-02", "UNI-03", "UNI-04", "FIL-01"),
        ("tests/test_consolidation.py::test_each_unit_has_its_heading",),
        remark="单位只在 units 列一次，个数由它数出，名单、主管部门和人数与各单位的核对；官方的机构名单不在数据里，不核对",
    ),
    Asked(
        "S3",
        "没有数据的表列出空表并说明",
        ("TBL-01",),
        ("tests/test_sixth.py::test_an_empty_table_says_so_and_a_full_one_does_not",),
        remark="空表照印；说明由版式的 empty_note 给出，没有写的报错",
    ),
    Asked(
        "S4",
        "有数据的表没有“本表为空”的说明",
        ("TBL-02",),
        ("tests/test_sixth.py::test_an_empty_table_says_so_and_a_full_one_does_not",),
        remark="empty_note 只在没有数据时印；写死在 notes 里的也查",
    ),
    Asked(
        "S5",
        "机关运行经费有说明",
        ("TBL-06", "CHG-01", "CHG-02", "TXT-05"),
        remark="部门预算的正文没有说到它的警告；说到了的，变化要有原因。单位是不是行政、参公单位，数据里没有写",
    ),
    Asked(
        "S6",
        "政府采购总额＝货物＋工程＋服务；预留中小企业份额不超过总额",
        ("SUM-03", "SUM-05", "SUM-06", "SUM-07", "PRJ-15"),
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
    Asked(
        "S11",
        "“其他情况”各项齐全",
        ("TBL-06", "FIL-02", "TXT-05"),
        remark="机关运行经费、政府采购、国有资产、“三公”经费、名词解释都要说到；绩效见 S9；版式的正文列了的各项总会印",
    ),
)

_TABLES = (
    Asked("T1", "收入总计＝支出总计", ("SUM-02",)),
    Asked("T2", "类、款、项各级合计等于下级之和", ("SUM-01", "CTL-08"), (_PIVOT,)),
    Asked("T3", "每行合计＝基本支出＋项目支出", ("SUM-04",)),
    Asked(
        "T4",
        "基本支出＝人员＋公用（含对个人和家庭的补助）",
        ("COD-08", "SUM-03"),
        remark="每行基本支出的经济分类都要属于其中一类；版式用 [[composition]] 声明了构成的，合计也核对",
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
    Asked("X1", "收入总表合计＝收支总表收入", ("SUM-01", "SUM-02", "TBL-07"), (_ANY, _UNITS), remark=_ONE_LEDGER),
    Asked("X2", "支出总表合计＝收支总表支出", ("SUM-01", "SUM-02", "TBL-07"), (_ANY, _UNITS), remark=_ONE_LEDGER),
    Asked("X3", "支出总表基本支出＝基本支出表合计", ("SUM-01", "TBL-07"), (_ANY,), remark=f"{_ONE_LEDGER}；两表资金来源不同时本来不等"),
    Asked(
        "X4",
        "财政拨款总计＝一般公共预算＋政府性基金＋国有资本经营",
        ("SUM-02", "SUM-04", "COD-02", "COD-05", "COD-10", "TBL-07"),
        (_ANY,),
        remark=_ONE_LEDGER,
    ),
    Asked("X5", "一般公共预算支出表合计＝财政拨款收支总表该栏", ("SUM-01", "SUM-04", "TBL-07"), (_ANY,), remark=_ONE_LEDGER),
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
        ("SUM-07", "SUM-09", "CMP-02", "CMP-03"),
        (_FACTS,),
        PARTLY,
        "按经济科目取数的由构造保证；用 sangong.csv 单列的，是因为明细没有经济科目，只能核对它不超过支出总额",
    ),
    Asked(
        "X8",
        "各项目之和＝项目支出",
        ("PRJ-01", "PRJ-07", "PRJ-14", "PRJ-16", "SUM-01"),
        (_ANY,),
        remark="项目支出的明细都写明项目，项目表与支出总表是同一批明细；项目明细合计等于项目，项目总额不小于本年",
    ),
    Asked("X9", "绩效目标申报表任务金额合计＝支出合计", ("PRJ-05", "SUM-01"), remark="每个项目和基本支出恰好归入一个任务"),
    Asked(
        "X10",
        "项目绩效目标的资金不超过项目支出",
        codes=("PRJ-07",),
        tests=("tests/test_performance_target.py::test_raising_the_project_moves_its_row_the_sums_and_the_shares",),
        remark="表上的金额就是该项目的明细之和",
    ),
    Asked(
        "X11",
        "机关运行经费与公用经费一致",
        ("SUM-08",),
        remark="版式用 [[alike]] 声明两个口径应当相同、可以差多少；口径因地而异，没有声明的不比",
    ),
    Asked(
        "X12",
        "上年数与上年公开文件一致",
        ("YRS-01", "YRS-02", "YRS-03", "YRS-04", "YRS-05", "CHG-02"),
        state=PARTLY,
        remark="有上年文件夹的逐项核对，改名的项目也提醒；只有 prior.csv 的，没有上年公开文件的数据可比，凭所写的依据",
    ),
)

_NARRATIVE = (
    Asked(
        "N1",
        "正文的金额与表格一致",
        ("TXT-01", "TXT-08"),
        (_MOVES, _FORMS),
        remark="程序印的，正文和表格是同一个数；手写的与印出的或算出的相同时警告，写错了的看不出来",
    ),
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
    Asked(
        "N5",
        "原因不是空话",
        ("CHG-05", "CHG-06"),
        remark="整条都是套话，或者只说了增减的；说钱的增减说反了的；说的事是不是真的原因，程序看不出来",
    ),
    Asked(
        "N6",
        "增长、下降配百分比，增加、减少配金额；“与上年持平”“比上年增加”介词正确",
        ("TXT-11", "EDN-05", "TXT-02", "TXT-04"),
        ("tests/compose/test_wording.py::test_each_direction_says_what_happened_and_nothing_else",),
        remark="版式的句式、正文模板和手写文字都查",
    ),
    Asked(
        "N7",
        "没有“下降超过100%”“下降几倍”；百分比之差用百分点",
        ("TXT-10", "TXT-02", "SUM-07"),
        remark="算出的降幅不超过 100%（金额不为负）；手写的各处都查",
    ),
    Asked("N8", "占比合计为 100%，或说明尾差", ("TBL-04",), remark="印出来的占比合计不是 100% 又没有说明的警告；不调整末位"),
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
        ("TXT-03", "TXT-07", "TXT-08", "TXT-09", "TXT-13"),
        remark="TOML 文字、绩效指标、各种名称和版式的正文都查",
    ),
    Asked("N11", "文中的年份在允许的范围", ("TXT-12", "TXT-03"), remark="程序印的年份由年度算出；手写的另查，范围由版式的 [limits] 定"),
)

_CODES = (
    Asked("C1", "功能科目在本年度科目表中，到项为 7 位", ("COD-01", "COD-03", "VAL-08")),
    Asked(
        "C2",
        "基本支出的经济科目到款",
        ("COD-04", "COD-09", "VAL-09"),
        remark="没有编码的报错，只到类的警告；照公开文件记录的文件夹（recorded）可以没有，因为来源没有公布",
    ),
    Asked(
        "C3",
        "部门预算经济分类与政府预算经济分类对应",
        state=NOT_APPLICABLE,
        remark="三种文件都只用部门预算支出经济分类，明细里没有政府预算经济分类可以核对",
    ),
    Asked(
        "C4",
        "科目名称与科目表一致",
        ("COD-01",),
        ("tests/test_reference.py::test_names_stand_once",),
        remark="名称由编码查出，不录入；科目表写明来源",
    ),
    Asked(
        "C5",
        "上年以来停用、改名的科目有说明",
        ("COD-07",),
        remark="上年有文件夹、两年都有科目表的才比；科目表没有列全的，只看改名",
    ),
    Asked("C6", "行政运行不列项目支出", ("COD-06",)),
)

_PERFORMANCE = (
    Asked(
        "P1",
        "指标有名称、符号、数值、单位，或分级的定性值",
        ("IND-01", "IND-04", "IND-05", "IND-10", "VAL-01"),
        remark="符号连写、百分号写错（“≥100百分比”）的报错；缺单位、问句、空泛的，占比超过 100% 的警告",
    ),
    Asked(
        "P2",
        "产出、效益、满意度三类齐全",
        ("IND-02", "IND-06", "IND-09", "IND-11"),
        remark="归错一级指标、写错组名的警告；数量、质量、时效、成本等二级指标也查，要哪几类由版式的 [limits] 定",
    ),
    Asked(
        "P3",
        "权重（分值）合计为 100",
        ("EDN-09", "SCO-07"),
        remark="评分表各级分值与权重互相核对，合计为 100；现有的绩效目标表没有权重。10、50、30、10 的通用权重只用于项目自评，不在三种文件里",
    ),
    Asked(
        "P4",
        "同一组没有同名的指标；目标不低于上年已达到的",
        ("CSV-14", "IND-07"),
        remark="同组同名读不进来；上年文件夹有实际完成值的才比",
    ),
    Asked(
        "P5",
        "执行率＝执行数÷预算数，得分按规则算出",
        ("SCO-01", "SCO-04", "SCO-06", "SCO-08"),
        (_SCORES,),
        remark="规则在版式的 scores.toml；能算出的得分不许录入",
    ),
    Asked(
        "P6",
        "资金总额＝财政拨款＋结转＋其他，各栏都如此",
        ("EXE-01", "EXE-02", "DOC-01"),
        remark="三种文件的表只有全额和财政拨款两栏，其余是差额，不另写；核对财政拨款不超过全额、执行不超过预算、年初预算与部门预算一致",
    ),
    Asked(
        "P7",
        "得分不超过分值；目标未达不得满分，扣分和偏差有原因",
        ("SCO-02", "SCO-03", "IND-03", "IND-08"),
        remark="没有达到、超过太多的警告；评分表给部门打分，不逐个绩效指标打分，两者不互相推算。完成值是文字的比不出高低",
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
        ("EDN-03", "TBL-03"),
        (f"{_PAGE}::test_amounts_end_at_the_right_edge_of_their_cells",),
        remark="单位行与印数的单位不符、没有写单位的都报错",
    ),
    Asked(
        "F8",
        "标点和数字用法（GB/T 15834、15835）",
        ("TXT-09", "TXT-10", "TXT-13"),
        remark="查常见的几种：重复和半角的标点、全角数字、两位的年份、减少几倍",
    ),
)

_DATE = (
    Asked(
        "D1",
        "批复后 20 日内公开",
        ("STA-02", "STA-03", "STA-04"),
        remark="批复日期和公开日期都写了的，按日数核对；程序不看时钟，不算还剩几天",
    ),
    Asked("D2", "未批复的不公开", ("STA-01",)),
    Asked(
        "D3",
        "没有个人信息（手机、身份证、账号）",
        ("PII-01", "PII-02", "PII-03", "PII-04"),
        state=PARTLY,
        remark="正文里的姓名、住址要有人员名册才认得出，数据里没有也不该有；对公账号没有统一写法，前面写着账号的和银行卡号才认得出；没有区号的电话，前面要有电话、传真等字样。填姓名、电话的栏目都查",
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
