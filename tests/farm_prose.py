"""Sentences to damage, and prose made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

# Written for this project. The sentences hold what damage needs: common characters of the ladder,
# characters whose bytes overlap with them, marks, letters and digits.
SENTENCES = """今天早上，工会的同志们来到工厂，认真听取了工人们的意见。
会议开始以后，大家就怎样以优异的成绩完成全年的任务展开了热烈的讨论。
担当的工会干部说，只有了解实际情况，才能把服务工作做好；只有团结起来，才能解决问题。
图书馆里有三千多册新书，学生们放学以后都喜欢到那里去看书。
他在信里写道：“我们这里一切都好，请你放心。”妹妹看了以后非常高兴。
从火车站到公园要走多长时间？大约二十分钟。
医生建议他每天散步半小时，少吃油腻的东西，保持愉快的心情。
这家企业去年的产量比前年增长了百分之十，质量也有了明显的提高。
经过几个月的努力，技术人员终于解决了这个难题，受到了领导的表扬。
春天来了，山坡上的桃花开了，河边的柳树绿了，燕子也从南方飞回来了。
老师要求学生独立完成作业，不要互相抄写，有问题可以举手。
网络已经成为人们生活中不可缺少的一部分，但是也要注意安全。
可见，身体健康比什么都重要。疾病；经常考试，这些都要注意！
我国的农业专家长期在农村调查研究，积累了丰富的经验。
比赛结束后，观众纷纷站起来鼓掌，运动员们向大家挥手致意。
""".splitlines()


def prose(rng: random.Random, size: int) -> str:
    return "\n".join("".join(rng.choices(SENTENCES, k=3)) for _ in range(size))
