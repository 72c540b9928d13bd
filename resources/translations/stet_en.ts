<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Company</name>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) ahead; planned times follow the server&apos;s.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute ahead; planned times follow the server&apos;s.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes ahead; planned times follow the server&apos;s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) behind; planned times follow the server&apos;s.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute behind; planned times follow the server&apos;s.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes behind; planned times follow the server&apos;s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message numerus="yes">
        <location filename="../../ui/writer/arrivals.py" line="279"/>
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/writer/arrivals.py" line="281"/>
        <source>%n paragraph(s)</source>
        <translation>
            <numerusform>%n paragraph</numerusform>
            <numerusform>%n paragraphs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bringing</name>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="1"/>
        <source>Importing: %Ln stories so far …</source>
        <translation>
            <numerusform>Importing: %Ln story so far …</numerusform>
            <numerusform>Importing: %Ln stories so far …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="103"/>
        <source>Import %n document(s)?</source>
        <translation>
            <numerusform>Import %n document?</numerusform>
            <numerusform>Import %n documents?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="186"/>
        <source>%n story(s) imported.</source>
        <translation>
            <numerusform>%n story imported.</numerusform>
            <numerusform>%n stories imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="195"/>
        <source>%n document(s) could not be imported.</source>
        <translation>
            <numerusform>%n document could not be imported.</numerusform>
            <numerusform>%n documents could not be imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="205"/>
        <source>%n story(s) are written in old letters</source>
        <translation>
            <numerusform>%n story is written in old letters</numerusform>
            <numerusform>%n stories are written in old letters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BroughtPanel</name>
    <message numerus="yes">
        <location filename="../../ui/panels/brought.py" line="82"/>
        <source>and %Ln more story(s)</source>
        <translation>
            <numerusform>and %Ln more story</numerusform>
            <numerusform>and %Ln more stories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/brought.py" line="130"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/brought.py" line="131"/>
        <source>%Ln with a caption</source>
        <translation>
            <numerusform>%Ln with a caption</numerusform>
            <numerusform>%Ln with captions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionForm</name>
    <message numerus="yes">
        <location filename="../../ui/pictures/caption_form.py" line="345"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/caption_form.py" line="379"/>
        <source>%Ln picture(s) captioned</source>
        <translation>
            <numerusform>%Ln picture captioned</numerusform>
            <numerusform>%Ln pictures captioned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionProof</name>
    <message numerus="yes">
        <location filename="../../ui/pictures/proof.py" line="91"/>
        <source>And %Ln more.</source>
        <translation>
            <numerusform>And %Ln more.</numerusform>
            <numerusform>And %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message numerus="yes">
        <location filename="../../ui/panels/checks.py" line="75"/>
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>%n thing to look at</numerusform>
            <numerusform>%n things to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/checks.py" line="77"/>
        <source>%n of them bar(s) publishing; saving is never barred.</source>
        <translation>
            <numerusform>%n of them bars publishing; saving is never barred.</numerusform>
            <numerusform>%n of them bar publishing; saving is never barred.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message numerus="yes">
        <location filename="../../ui/exports.py" line="127"/>
        <source>%Ln picture(s) went to {place}.</source>
        <translation>
            <numerusform>%Ln picture went to {place}.</numerusform>
            <numerusform>%Ln pictures went to {place}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <location filename="../../ui/writer/find.py" line="125"/>
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/writer/find.py" line="256"/>
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <location filename="../../ui/panels/findings.py" line="88"/>
        <source>%n more when these are done.</source>
        <translation>
            <numerusform>%n more when these are done.</numerusform>
            <numerusform>%n more when these are done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="98"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="100"/>
        <source>{shown} of %Ln picture(s)</source>
        <translation>
            <numerusform>{shown} of %Ln picture</numerusform>
            <numerusform>{shown} of %Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="103"/>
        <source>%Ln picked</source>
        <translation>
            <numerusform>%Ln picked</numerusform>
            <numerusform>%Ln picked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="105"/>
        <source>%Ln rejected</source>
        <translation>
            <numerusform>%Ln rejected</numerusform>
            <numerusform>%Ln rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="107"/>
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameFacts</name>
    <message numerus="yes">
        <location filename="../../ui/pictures/facts.py" line="82"/>
        <source>%Ln picture(s) selected</source>
        <translation>
            <numerusform>%Ln picture selected</numerusform>
            <numerusform>%Ln pictures selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LightTable</name>
    <message numerus="yes">
        <location filename="../../ui/pictures/light_table.py" line="251"/>
        <source>%Ln file(s) that are no pictures were passed over.</source>
        <translation>
            <numerusform>%Ln file that is no picture was passed over.</numerusform>
            <numerusform>%Ln files that are no pictures were passed over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message numerus="yes">
        <location filename="../../ui/panels/links.py" line="1"/>
        <source>%n link(s) lead on.</source>
        <translation>
            <numerusform>%n link leads on.</numerusform>
            <numerusform>%n links lead on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message numerus="yes">
        <location filename="../../ui/writer/meter.py" line="113"/>
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Newsroom</name>
    <message numerus="yes">
        <location filename="../../ui/newsroom.py" line="356"/>
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
        <location filename="../../ui/panels/outbox.py" line="143"/>
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/outbox.py" line="241"/>
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
        <location filename="../../ui/panels/passages.py" line="127"/>
        <source>%n passage(s) to choose</source>
        <translation>
            <numerusform>%n passage to choose</numerusform>
            <numerusform>%n passages to choose</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pending</name>
    <message numerus="yes">
        <source>%n correction(s) will be printed with it.</source>
        <translation>
            <numerusform>%n correction will be printed with it.</numerusform>
            <numerusform>%n corrections will be printed with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Photos</name>
    <message numerus="yes">
        <location filename="../../ui/photos.py" line="97"/>
        <source>Attach %Ln picture(s) to</source>
        <translation>
            <numerusform>Attach %Ln picture to</numerusform>
            <numerusform>Attach %Ln pictures to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/photos.py" line="265"/>
        <source>%Ln picture(s) stand in the story; the card may go.</source>
        <translation>
            <numerusform>%Ln picture stands in the story; the card may go.</numerusform>
            <numerusform>%Ln pictures stand in the story; the card may go.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureStrip</name>
    <message numerus="yes">
        <location filename="../../ui/pictures/strip.py" line="326"/>
        <source>%n without a caption</source>
        <translation>
            <numerusform>%n without a caption</numerusform>
            <numerusform>%n without a caption</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/strip.py" line="381"/>
        <source>And %n more.</source>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplacePanel</name>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="229"/>
        <source>%n place(s) replaced</source>
        <translation>
            <numerusform>%n place replaced</numerusform>
            <numerusform>%n places replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="250"/>
        <source>Taken back; in %n story(s) those words were changed since.</source>
        <translation>
            <numerusform>Taken back; in %n story those words were changed since.</numerusform>
            <numerusform>Taken back; in %n stories those words were changed since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="263"/>
        <source>%n of them live: readers see it when an update is published.</source>
        <translation>
            <numerusform>One of them is live: readers see it when an update is published.</numerusform>
            <numerusform>%n of them are live: readers see it when an update is published.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="309"/>
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="311"/>
        <source>%Ln story(s)</source>
        <translation>
            <numerusform>%Ln story</numerusform>
            <numerusform>%Ln stories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulePacks</name>
    <message numerus="yes">
        <location filename="../../ui/panels/rule_packs.py" line="178"/>
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SecondLook</name>
    <message numerus="yes">
        <location filename="../../ui/panels/second_look.py" line="73"/>
        <source>%n place(s); none is marked in the copy.</source>
        <translation>
            <numerusform>%n place; it is not marked in the copy.</numerusform>
            <numerusform>%n places; none is marked in the copy.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StationeryPanel</name>
    <message numerus="yes">
        <location filename="../../ui/panels/stationery.py" line="247"/>
        <source>%Ln code(s) from {files}</source>
        <translation>
            <numerusform>%Ln code from {files}</numerusform>
            <numerusform>%Ln codes from {files}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoryDelegate</name>
    <message numerus="yes">
        <location filename="../../ui/stories/row.py" line="134"/>
        <source>%n caption(s) missing</source>
        <translation>
            <numerusform>%n caption missing</numerusform>
            <numerusform>%n captions missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <location filename="../../ui/panels/topbar.py" line="246"/>
        <source>{who} and %n more are also here</source>
        <translation>
            <numerusform>{who} and %n more are also here</numerusform>
            <numerusform>{who} and %n more are also here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counted</name>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="235"/>
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="238"/>
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="241"/>
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="244"/>
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="247"/>
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min overdue</source>
        <translation>
            <numerusform>%n min overdue</numerusform>
            <numerusform>%n min overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h overdue</source>
        <translation>
            <numerusform>%n h overdue</numerusform>
            <numerusform>%n h overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) overdue</source>
        <translation>
            <numerusform>%n day overdue</numerusform>
            <numerusform>%n days overdue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Kinds</name>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="1"/>
        <source>%Ln related item(s) that came along</source>
        <translation>
            <numerusform>%Ln related item that came along</numerusform>
            <numerusform>%Ln related items that came along</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="1"/>
        <source>%Ln comment(s) of readers</source>
        <translation>
            <numerusform>%Ln comment of readers</numerusform>
            <numerusform>%Ln comments of readers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="1"/>
        <source>%Ln shortcode(s) of the site it comes from</source>
        <translation>
            <numerusform>%Ln shortcode of the site it comes from</numerusform>
            <numerusform>%Ln shortcodes of the site it comes from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="183"/>
        <source>%Ln paragraph(s)</source>
        <translation>
            <numerusform>%Ln paragraph</numerusform>
            <numerusform>%Ln paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="184"/>
        <source>%Ln heading(s)</source>
        <translation>
            <numerusform>%Ln heading</numerusform>
            <numerusform>%Ln headings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="185"/>
        <source>%Ln list(s)</source>
        <translation>
            <numerusform>%Ln list</numerusform>
            <numerusform>%Ln lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="186"/>
        <source>%Ln quotation(s)</source>
        <translation>
            <numerusform>%Ln quotation</numerusform>
            <numerusform>%Ln quotations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="187"/>
        <source>%Ln box(es)</source>
        <translation>
            <numerusform>%Ln box</numerusform>
            <numerusform>%Ln boxes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="188"/>
        <source>%Ln link card(s)</source>
        <translation>
            <numerusform>%Ln link card</numerusform>
            <numerusform>%Ln link cards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="189"/>
        <source>%Ln table(s)</source>
        <translation>
            <numerusform>%Ln table</numerusform>
            <numerusform>%Ln tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="190"/>
        <source>%Ln link(s)</source>
        <translation>
            <numerusform>%Ln link</numerusform>
            <numerusform>%Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="191"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="192"/>
        <source>%Ln passage(s) of code</source>
        <translation>
            <numerusform>%Ln passage of code</numerusform>
            <numerusform>%Ln passages of code</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="193"/>
        <source>%Ln script(s)</source>
        <translation>
            <numerusform>%Ln script</numerusform>
            <numerusform>%Ln scripts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="194"/>
        <source>%Ln style(s) of type and colour</source>
        <translation>
            <numerusform>%Ln style of type and colour</numerusform>
            <numerusform>%Ln styles of type and colour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="195"/>
        <source>%Ln embedded player(s) or drawing(s)</source>
        <translation>
            <numerusform>%Ln embedded player or drawing</numerusform>
            <numerusform>%Ln embedded players or drawings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="196"/>
        <source>%Ln part(s) of a form</source>
        <translation>
            <numerusform>%Ln part of a form</numerusform>
            <numerusform>%Ln parts of a form</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="197"/>
        <source>%Ln note(s) of the program that wrote it</source>
        <translation>
            <numerusform>%Ln note of the program that wrote it</numerusform>
            <numerusform>%Ln notes of the program that wrote it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="198"/>
        <source>%Ln passage(s) that the page hides</source>
        <translation>
            <numerusform>%Ln passage that the page hides</numerusform>
            <numerusform>%Ln passages that the page hides</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="199"/>
        <source>%Ln invisible picture(s) that count readers</source>
        <translation>
            <numerusform>%Ln invisible picture that counts readers</numerusform>
            <numerusform>%Ln invisible pictures that count readers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="201"/>
        <source>%Ln footnote(s)</source>
        <translation>
            <numerusform>%Ln footnote</numerusform>
            <numerusform>%Ln footnotes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="202"/>
        <source>%Ln passage(s) that somebody added, accepted</source>
        <translation>
            <numerusform>%Ln passage that somebody added, accepted</numerusform>
            <numerusform>%Ln passages that somebody added, accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="203"/>
        <source>%Ln passage(s) that somebody deleted</source>
        <translation>
            <numerusform>%Ln passage that somebody deleted</numerusform>
            <numerusform>%Ln passages that somebody deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="204"/>
        <source>%Ln remark(s), now in the note to editors</source>
        <translation>
            <numerusform>%Ln remark, now in the note to editors</numerusform>
            <numerusform>%Ln remarks, now in the note to editors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="205"/>
        <source>%Ln formula(s)</source>
        <translation>
            <numerusform>%Ln formula</numerusform>
            <numerusform>%Ln formulas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="206"/>
        <source>%Ln not here yet</source>
        <translation>
            <numerusform>%Ln not here yet</numerusform>
            <numerusform>%Ln not here yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Seen</name>
    <message numerus="yes">
        <location filename="../../ui/panels/publish.py" line="307"/>
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceList</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WireSources</name>
    <message numerus="yes">
        <source>%n new source(s).</source>
        <translation>
            <numerusform>%n new source.</numerusform>
            <numerusform>%n new sources.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wires</name>
    <message numerus="yes">
        <source>%Ln wire story(s) marked as read.</source>
        <translation>
            <numerusform>%Ln wire story marked as read.</numerusform>
            <numerusform>%Ln wire stories marked as read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RoyaltyPanel</name>
    <message numerus="yes">
        <source>%Ln story(s)</source>
        <translation>
            <numerusform>%Ln story</numerusform>
            <numerusform>%Ln stories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RoyaltyTree</name>
    <message numerus="yes">
        <source>To look at first: %n story(s)</source>
        <translation>
            <numerusform>To look at first: %n story</numerusform>
            <numerusform>To look at first: %n stories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message numerus="yes">
        <source>Change %Ln story(s) …</source>
        <translation>
            <numerusform>Change %Ln story …</numerusform>
            <numerusform>Change %Ln stories …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangeForm</name>
    <message numerus="yes">
        <source>Change %Ln story(s)</source>
        <translation>
            <numerusform>Change %Ln story</numerusform>
            <numerusform>Change %Ln stories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Planning</name>
    <message numerus="yes">
        <source>%Ln story(s) changed.</source>
        <translation>
            <numerusform>%Ln story changed.</numerusform>
            <numerusform>%Ln stories changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message numerus="yes">
        <location filename="../../ui/handing.py" line="1"/>
        <source>%Ln picture(s) lie beside it.</source>
        <translation>
            <numerusform>%Ln picture lies beside it.</numerusform>
            <numerusform>%Ln pictures lie beside it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Handed</name>
    <message numerus="yes">
        <source>%Ln story(s) were assigned or returned to you.</source>
        <translation>
            <numerusform>%Ln story was assigned or returned to you.</numerusform>
            <numerusform>%Ln stories were assigned or returned to you.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapLines</name>
    <message numerus="yes">
        <location filename="../../ui/panels/map_lines.py" line="88"/>
        <source>%n story(s)</source>
        <translation>
            <numerusform>%n story</numerusform>
            <numerusform>%n stories</numerusform>
        </translation>
    </message>
</context>
</TS>
