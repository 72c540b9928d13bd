<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Checks</name>
        <message numerus="yes">
            <source>%n thing(s) to look at</source>
            <translation>
                <numerusform>%n thing to look at</numerusform>
                <numerusform>%n things to look at</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them bar(s) publishing; saving is never barred.</source>
            <translation>
                <numerusform>%n of them bars publishing; saving is never barred.</numerusform>
                <numerusform>%n of them bar publishing; saving is never barred.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message numerus="yes">
            <source>%n replaced</source>
            <translation>
                <numerusform>%n replaced</numerusform>
                <numerusform>%n replaced</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>%n found</numerusform>
                <numerusform>%n found</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Newsroom</name>
        <message numerus="yes">
            <source>Somebody changed this story too; %n field(s) differ.</source>
            <translation>
                <numerusform>Somebody changed this story too; %n field differs.</numerusform>
                <numerusform>Somebody changed this story too; %n fields differ.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OutboxPanel</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n attempt(s)</source>
            <translation>
                <numerusform>%n attempt</numerusform>
                <numerusform>%n attempts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PassageChoices</name>
        <message numerus="yes">
            <source>%n passage(s) to choose</source>
            <translation>
                <numerusform>%n passage to choose</numerusform>
                <numerusform>%n passages to choose</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PictureStrip</name>
        <message numerus="yes">
            <source>%n without a caption</source>
            <translation>
                <numerusform>%n without a caption</numerusform>
                <numerusform>%n without a caption</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>And %n more.</source>
            <translation>
                <numerusform>And %n more.</numerusform>
                <numerusform>And %n more.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StoryDelegate</name>
        <message numerus="yes">
            <source>%n caption(s) missing</source>
            <translation>
                <numerusform>%n caption missing</numerusform>
                <numerusform>%n captions missing</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Counted</name>
        <message numerus="yes">
            <source>%Ln word(s)</source>
            <translation>
                <numerusform>%Ln word</numerusform>
                <numerusform>%Ln words</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min ago</numerusform>
                <numerusform>%n min ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>%n h ago</numerusform>
                <numerusform>%n h ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Seen</name>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
    </context>
</TS>
