"""Short pieces of a farm's pages: too few annotations in each to tell by themselves."""

PIECES = (
    "今天召開會(huì)議，討論了工廠的安全問題。",
    "他們在會(huì)上發(fā)了言，大家都很高興。",
    "全廠的工人都來學(xué)習(xí)，從早到晚沒有停過。",
    "這本書寫得好，值得學(xué)習(xí)，也值得收藏。",
    "老人們跟著年輕人學(xué)唱歌，從來不覺得累。",
    "晨練的人說，堅持練習(xí)對身體有好處。",
    "下午還有一場會(huì)，請大家準時到場。",
)
