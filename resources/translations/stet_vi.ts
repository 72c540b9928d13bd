<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <location filename="../../ui/panels/keys.py" line="97"/>
        <source>“Let it stand”: what an editor writes in the margin to keep words as they were. Nothing that anyone wrote here is ever lost.</source>
        <translation>“Để nguyên”: chữ biên tập viên ghi bên lề khi muốn giữ lại câu chữ cũ. Không dòng nào đã viết ở đây bị mất.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/keys.py" line="103"/>
        <source>Free software under the GNU General Public License, version 3 or later. Set in Noto Serif and Be Vietnam Pro (SIL Open Font License), with icons by Phosphor.</source>
        <translation>Phần mềm tự do theo Giấy phép Công cộng GNU, phiên bản 3 trở lên. Dùng chữ Noto Serif và Be Vietnam Pro (SIL Open Font License), biểu tượng Phosphor.</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <location filename="../../ui/panels/acting.py" line="265"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
</context>
<context>
    <name>AloudBar</name>
    <message>
        <location filename="../../ui/aloud.py" line="248"/>
        <source>Paused</source>
        <translation>Tạm dừng</translation>
    </message>
    <message>
        <location filename="../../ui/aloud.py" line="248"/>
        <source>Reading aloud</source>
        <translation>Đang đọc thành tiếng</translation>
    </message>
    <message>
        <location filename="../../ui/aloud.py" line="249"/>
        <source>Read on</source>
        <translation>Đọc tiếp</translation>
    </message>
    <message>
        <location filename="../../ui/aloud.py" line="249"/>
        <source>Pause</source>
        <translation>Tạm dừng</translation>
    </message>
    <message>
        <location filename="../../ui/aloud.py" line="250"/>
        <source>End</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <location filename="../../ui/aloud.py" line="251"/>
        <source>Slower</source>
        <translation>Chậm hơn</translation>
    </message>
    <message>
        <location filename="../../ui/aloud.py" line="252"/>
        <source>Faster</source>
        <translation>Nhanh hơn</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <location filename="../../ui/writer/arrivals.py" line="262"/>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
    <message>
        <location filename="../../ui/writer/arrivals.py" line="263"/>
        <source>Compare</source>
        <translation>So sánh</translation>
    </message>
    <message>
        <location filename="../../ui/writer/arrivals.py" line="264"/>
        <source>Dismiss</source>
        <translation>Bỏ qua</translation>
    </message>
    <message>
        <location filename="../../ui/writer/arrivals.py" line="272"/>
        <source>{who} changed {what}, {time}</source>
        <translation>{who} đã sửa {what}, {time}</translation>
    </message>
    <message>
        <location filename="../../ui/writer/arrivals.py" line="273"/>
        <source>Somebody</source>
        <translation>Có người</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/writer/arrivals.py" line="279"/>
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n mục</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/writer/arrivals.py" line="281"/>
        <source>%n paragraph(s)</source>
        <translation>
            <numerusform>%n đoạn</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/writer/arrivals.py" line="287"/>
        <source>{some} and {last}</source>
        <translation>{some} và {last}</translation>
    </message>
</context>
<context>
    <name>AssignmentForm</name>
    <message>
        <location filename="../../ui/writer/assignment.py" line="72"/>
        <source>No desk</source>
        <translation>Không thuộc ban nào</translation>
    </message>
    <message>
        <location filename="../../ui/writer/assignment.py" line="93"/>
        <source>Desk</source>
        <translation>Ban</translation>
    </message>
    <message>
        <location filename="../../ui/writer/assignment.py" line="96"/>
        <source>separated by commas</source>
        <translation>cách nhau bằng dấu phẩy</translation>
    </message>
    <message>
        <location filename="../../ui/writer/assignment.py" line="97"/>
        <source>Due</source>
        <translation>Hạn nộp</translation>
    </message>
    <message>
        <location filename="../../ui/writer/assignment.py" line="98"/>
        <source>Brief</source>
        <translation>Yêu cầu</translation>
    </message>
    <message>
        <location filename="../../ui/writer/assignment.py" line="98"/>
        <source>what is asked for</source>
        <translation>bài cần có gì</translation>
    </message>
</context>
<context>
    <name>AuthorRow</name>
    <message>
        <location filename="../../ui/writer/byline.py" line="207"/>
        <source>Author {number}</source>
        <translation>Tác giả {number}</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="208"/>
        <source>Real name of author {number}</source>
        <translation>Tên thật của tác giả {number}</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="262"/>
        <source>Pen name, as readers see it</source>
        <translation>Bút danh, như bạn đọc thấy</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="263"/>
        <source>Real name</source>
        <translation>Tên thật</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="264"/>
        <source>never published</source>
        <translation>không đăng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="265"/>
        <location filename="../../ui/writer/byline.py" line="266"/>
        <source>Move or remove this author</source>
        <translation>Chuyển chỗ hoặc bỏ tác giả này</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="267"/>
        <source>Move up</source>
        <translation>Chuyển lên</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="268"/>
        <source>Move down</source>
        <translation>Chuyển xuống</translation>
    </message>
    <message>
        <location filename="../../ui/writer/byline.py" line="269"/>
        <source>Remove author</source>
        <translation>Bỏ tác giả</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <location filename="../../ui/panels/banner.py" line="86"/>
        <source>Dismiss</source>
        <translation>Bỏ qua</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <location filename="../../ui/writer/bar.py" line="115"/>
        <location filename="../../ui/writer/bar.py" line="117"/>
        <source>Insert</source>
        <translation>Chèn</translation>
    </message>
    <message>
        <location filename="../../ui/writer/bar.py" line="116"/>
        <source>Insert or format: everything else for the copy</source>
        <translation>Chèn hoặc định dạng: mọi thứ khác cho bài</translation>
    </message>
    <message>
        <location filename="../../ui/writer/bar.py" line="159"/>
        <source>Table</source>
        <translation>Bảng</translation>
    </message>
</context>
<context>
    <name>Bringing</name>
    <message>
        <location filename="../../ui/bringing.py" line="81"/>
        <source>Import documents</source>
        <translation>Nhập tài liệu</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="86"/>
        <source>Documents ({endings})</source>
        <translation>Tài liệu ({endings})</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="86"/>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="116"/>
        <source>Import %n document(s)?</source>
        <translation>
            <numerusform>Nhập %n tài liệu?</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="117"/>
        <source>As new stories</source>
        <translation>Thành các bài mới</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="119"/>
        <source>Import “{file}”?</source>
        <translation>Nhập “{file}”?</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="120"/>
        <source>As a new story</source>
        <translation>Thành bài mới</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="125"/>
        <source>Into this story, at the caret</source>
        <translation>Vào bài này, tại con trỏ</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="209"/>
        <source>Importing {at} of {all} …</source>
        <translation>Đang nhập {at}/{all} …</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="212"/>
        <source>Importing: %Ln stories so far …</source>
        <translation>
            <numerusform>Đang nhập: đã được %Ln bài …</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="214"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="231"/>
        <source>What came by hand is merged with what stood here.</source>
        <translation>Bài mang tới đã được gộp với bài ở đây.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="234"/>
        <source>%n story(s) imported.</source>
        <translation>
            <numerusform>Đã nhập %n bài.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="236"/>
        <source>“{headline}” is imported.</source>
        <translation>Đã nhập “{headline}”.</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="238"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="232"/>
        <location filename="../../ui/bringing.py" line="239"/>
        <location filename="../../ui/bringing.py" line="245"/>
        <source>What came in</source>
        <translation>Những gì đã nhập</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="242"/>
        <source>%n document(s) could not be imported.</source>
        <translation>
            <numerusform>Không nhập được %n tài liệu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/bringing.py" line="252"/>
        <source>%n story(s) are written in old letters</source>
        <translation>
            <numerusform>%n bài viết bằng bảng mã cũ</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="253"/>
        <source>{what} ({charset}): “{before}” would become “{after}”.</source>
        <translation>{what} ({charset}): “{before}” sẽ thành “{after}”.</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="260"/>
        <source>Convert</source>
        <translation>Chuyển đổi</translation>
    </message>
    <message>
        <location filename="../../ui/bringing.py" line="291"/>
        <source>The import is undone; what came in is spiked.</source>
        <translation>Đã hoàn tác việc nhập; các bài vừa nhập đã bị loại.</translation>
    </message>
</context>
<context>
    <name>BroughtPanel</name>
    <message>
        <location filename="../../ui/panels/brought.py" line="89"/>
        <source>What came in</source>
        <translation>Những gì đã nhập</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="90"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="93"/>
        <source>Not imported</source>
        <translation>Không nhập được</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="95"/>
        <source>Left as it was</source>
        <translation>Giữ nguyên</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/brought.py" line="99"/>
        <source>and %Ln more story(s)</source>
        <translation>
            <numerusform>và %Ln bài nữa</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="104"/>
        <source>(no headline)</source>
        <translation>(chưa có tiêu đề)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="117"/>
        <source>Kept, as clean copy</source>
        <translation>Giữ lại, thành nội dung sạch</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="118"/>
        <source>Left out</source>
        <translation>Bỏ lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="120"/>
        <source>Pictures that are not here</source>
        <translation>Ảnh không có ở đây</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="126"/>
        <source>Written in {charset}: “{before}” would become “{after}”.</source>
        <translation>Viết bằng {charset}: “{before}” sẽ thành “{after}”.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="134"/>
        <source>Convert</source>
        <translation>Chuyển đổi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="141"/>
        <source>Standfirst: {text}</source>
        <translation>Sapo: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="144"/>
        <source>Byline: {names}</source>
        <translation>Tác giả: {names}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/brought.py" line="147"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln ảnh</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/brought.py" line="148"/>
        <source>%Ln with a caption</source>
        <translation>
            <numerusform>%Ln có chú thích</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/brought.py" line="151"/>
        <source>Note to editors: {text}</source>
        <translation>Ghi chú biên tập: {text}</translation>
    </message>
</context>
<context>
    <name>Byline</name>
    <message>
        <location filename="../../ui/writer/byline.py" line="95"/>
        <source>Add author</source>
        <translation>Thêm tác giả</translation>
    </message>
</context>
<context>
    <name>CaptionForm</name>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="294"/>
        <source>Caption</source>
        <translation>Chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="295"/>
        <source>Photographer and credit</source>
        <translation>Người chụp và nguồn ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="296"/>
        <source>People and keywords</source>
        <translation>Người trong ảnh và từ khóa</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="297"/>
        <source>When and where</source>
        <translation>Khi nào, ở đâu</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="298"/>
        <source>For those who cannot see it</source>
        <translation>Cho người khiếm thị</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="299"/>
        <source>For the desk</source>
        <translation>Dành cho tòa soạn</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="300"/>
        <source>Rights</source>
        <translation>Quyền sử dụng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="301"/>
        <source>How it was made</source>
        <translation>Ảnh được làm ra thế nào</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/caption_form.py" line="345"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln ảnh</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="346"/>
        <source>Only the fields that you touch are written.</source>
        <translation>Chỉ những ô bạn sửa mới được ghi.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="348"/>
        <source>Captions</source>
        <translation>Chú thích ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="349"/>
        <source>Select pictures on the table to caption them.</source>
        <translation>Hãy chọn ảnh trên bàn để viết chú thích.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="359"/>
        <source>This cannot be read as a time.</source>
        <translation>Không đọc được thời điểm này.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/caption_form.py" line="379"/>
        <source>%Ln picture(s) captioned</source>
        <translation>
            <numerusform>Đã ghi chú thích cho %Ln ảnh</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_form.py" line="381"/>
        <source>Nobody knows {names}.</source>
        <translation>Không ai biết {names}.</translation>
    </message>
</context>
<context>
    <name>CaptionProof</name>
    <message>
        <location filename="../../ui/pictures/proof.py" line="64"/>
        <source>As readers will see it</source>
        <translation>Bạn đọc sẽ thấy</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/proof.py" line="75"/>
        <source>Missing caption</source>
        <translation>Thiếu chú thích ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/proof.py" line="77"/>
        <source>Missing credit</source>
        <translation>Thiếu nguồn ảnh</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/proof.py" line="91"/>
        <source>And %Ln more.</source>
        <translation>
            <numerusform>Và %Ln điểm nữa.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionTools</name>
    <message>
        <location filename="../../ui/pictures/caption_tools.py" line="64"/>
        <source>Template</source>
        <translation>Mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_tools.py" line="108"/>
        <source>Edit templates …</source>
        <translation>Sửa các mẫu …</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <location filename="../../ui/captions.py" line="125"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
</context>
<context>
    <name>ChangeForm</name>
    <message numerus="yes">
        <location filename="../../ui/plan_forms.py" line="179"/>
        <source>Change %Ln story(s)</source>
        <translation>
            <numerusform>Đổi %Ln bài</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="189"/>
        <source>What is ticked becomes the same in all; the rest stays.</source>
        <translation>Mục nào được đánh dấu sẽ giống nhau ở mọi bài; các mục khác giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="190"/>
        <source>Desk</source>
        <translation>Tòa soạn</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="191"/>
        <source>Due</source>
        <translation>Hạn nộp</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="194"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="195"/>
        <source>Change</source>
        <translation>Đổi</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <location filename="../../ui/panels/checks.py" line="75"/>
        <source>Nothing found</source>
        <translation>Không có gì phải sửa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/checks.py" line="76"/>
        <source>The story can go to readers.</source>
        <translation>Bài có thể đến với bạn đọc.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/checks.py" line="78"/>
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>%n điểm cần xem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/checks.py" line="80"/>
        <source>%n of them bar(s) publishing; saving is never barred.</source>
        <translation>
            <numerusform>%n điểm chặn xuất bản; việc lưu không bao giờ bị chặn.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/checks.py" line="82"/>
        <source>None of them bars publishing.</source>
        <translation>Không điểm nào chặn xuất bản.</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <location filename="../../ui/panels/columns.py" line="162"/>
        <source>Write</source>
        <translation>Viết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/columns.py" line="163"/>
        <source>Preview</source>
        <translation>Xem trước</translation>
    </message>
</context>
<context>
    <name>Comments</name>
    <message>
        <location filename="../../ui/panels/comments.py" line="115"/>
        <source>Open: {count}</source>
        <translation>Chưa xong: {count}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="116"/>
        <source>Nothing is open</source>
        <translation>Không còn gì chưa xong</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="117"/>
        <source>Only colleagues see this; readers never do.</source>
        <translation>Chỉ đồng nghiệp thấy; độc giả không bao giờ thấy.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="118"/>
        <source>Comment</source>
        <translation>Trao đổi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="119"/>
        <source>On the selected words</source>
        <translation>Về những chữ đang chọn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="120"/>
        <source>Suggest a change</source>
        <translation>Đề xuất sửa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="121"/>
        <source>Other words for the selected ones</source>
        <translation>Chữ khác thay cho những chữ đang chọn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="122"/>
        <source>Accept all</source>
        <translation>Nhận hết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="123"/>
        <source>Reject all</source>
        <translation>Bỏ hết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="128"/>
        <source>Hide what is settled</source>
        <translation>Ẩn những mục đã xong</translation>
    </message>
    <message>
        <location filename="../../ui/panels/comments.py" line="128"/>
        <source>Settled: {count}</source>
        <translation>Đã xong: {count}</translation>
    </message>
</context>
<context>
    <name>Company</name>
    <message>
        <location filename="../../ui/company.py" line="118"/>
        <source>Keep them all</source>
        <translation>Giữ lại tất cả</translation>
    </message>
    <message>
        <location filename="../../ui/company.py" line="120"/>
        <source>Remove here too</source>
        <translation>Xóa cả ở đây</translation>
    </message>
    <message>
        <location filename="../../ui/company.py" line="125"/>
        <source>Sign in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <location filename="../../ui/company.py" line="132"/>
        <location filename="../../ui/company.py" line="152"/>
        <source>Understood</source>
        <translation>Đã hiểu</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/company.py" line="140"/>
        <source>This computer&apos;s clock is %n minute(s) ahead; planned times follow the server&apos;s.</source>
        <translation>
            <numerusform>Đồng hồ máy này nhanh %n phút; giờ hẹn theo đồng hồ máy chủ.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/company.py" line="146"/>
        <source>This computer&apos;s clock is %n minute(s) behind; planned times follow the server&apos;s.</source>
        <translation>
            <numerusform>Đồng hồ máy này chậm %n phút; giờ hẹn theo đồng hồ máy chủ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composing</name>
    <message>
        <location filename="../../ui/composing.py" line="166"/>
        <source>There is no snippet of that name.</source>
        <translation>Không có đoạn mẫu tên ấy.</translation>
    </message>
    <message>
        <location filename="../../ui/composing.py" line="179"/>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
</context>
<context>
    <name>ConflictPanel</name>
    <message>
        <location filename="../../ui/panels/conflict.py" line="87"/>
        <source>Two versions of the same words</source>
        <translation>Hai phiên bản của cùng một chỗ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/conflict.py" line="90"/>
        <source>Somebody changed this while you were writing. Choose what stands; the other text stays in the history. Until then the story cannot be published.</source>
        <translation>Có người đã sửa chỗ này trong khi bạn đang viết. Hãy chọn bản được giữ; bản kia vẫn còn trong lịch sử. Chưa chọn thì chưa xuất bản được.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/conflict.py" line="138"/>
        <source>Keep mine</source>
        <translation>Giữ bản của tôi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/conflict.py" line="139"/>
        <source>Keep server version</source>
        <translation>Giữ bản trên máy chủ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/conflict.py" line="132"/>
        <source>It was</source>
        <translation>Trước đó</translation>
    </message>
    <message>
        <location filename="../../ui/panels/conflict.py" line="133"/>
        <source>Mine</source>
        <translation>Của tôi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/conflict.py" line="134"/>
        <source>On the server</source>
        <translation>Trên máy chủ</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <location filename="../../ui/writer/corrections.py" line="105"/>
        <source>Add a correction …</source>
        <translation>Thêm đính chính …</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="106"/>
        <source>What was wrong</source>
        <translation>Nội dung sai</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="107"/>
        <source>What is right</source>
        <translation>Nội dung đúng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="108"/>
        <source>Keep the correction</source>
        <translation>Giữ đính chính</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="109"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="126"/>
        <source>readers have it</source>
        <translation>bạn đọc đã thấy</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="126"/>
        <source>goes out with the next update</source>
        <translation>đăng cùng lần cập nhật tới</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="129"/>
        <source>Wrong: {text}</source>
        <translation>Sai: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="130"/>
        <source>Right: {text}</source>
        <translation>Đúng: {text}</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="140"/>
        <source>Edit</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <location filename="../../ui/writer/corrections.py" line="141"/>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
</context>
<context>
    <name>CropView</name>
    <message>
        <location filename="../../ui/pictures/crop.py" line="233"/>
        <source>Turn left ([)</source>
        <translation>Xoay trái ([)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="234"/>
        <source>Turn right (])</source>
        <translation>Xoay phải (])</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="235"/>
        <source>Not straightened</source>
        <translation>Bỏ nắn thẳng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="236"/>
        <source>Focal point in the middle again</source>
        <translation>Đưa điểm trọng tâm về giữa</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="237"/>
        <source>Undo (Ctrl+Z)</source>
        <translation>Hoàn tác (Ctrl+Z)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="238"/>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Làm lại (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="243"/>
        <source>Straighten (, and .)</source>
        <translation>Nắn thẳng (, và .)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="244"/>
        <source>Straighten</source>
        <translation>Nắn thẳng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="245"/>
        <source>The picture, with the frame of the crop</source>
        <translation>Ảnh cùng khung cắt</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="246"/>
        <source>In this story</source>
        <translation>Trong bài này</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="246"/>
        <source>Free</source>
        <translation>Tự do</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="250"/>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="253"/>
        <source>Click what must stay in sight. Drag the frame or its edges; arrows move it, + and − change its size, Alt with arrows moves the point.</source>
        <translation>Bấm vào chỗ phải luôn thấy được. Kéo khung hoặc cạnh khung; phím mũi tên dời khung, + và − đổi cỡ, Alt với mũi tên dời điểm trọng tâm.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="296"/>
        <source>Show the whole picture</source>
        <translation>Hiện cả ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="296"/>
        <source>Follow the focal point</source>
        <translation>Theo điểm trọng tâm</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="320"/>
        <source>set by hand</source>
        <translation>đặt bằng tay</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="322"/>
        <source>whole picture</source>
        <translation>cả ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/crop.py" line="322"/>
        <source>follows the focal point</source>
        <translation>theo điểm trọng tâm</translation>
    </message>
</context>
<context>
    <name>DispatchDelegate</name>
    <message>
        <location filename="../../ui/dispatches/row.py" line="85"/>
        <source>story started</source>
        <translation>đã viết bài</translation>
    </message>
</context>
<context>
    <name>DispatchModel</name>
    <message>
        <location filename="../../ui/dispatches/model.py" line="87"/>
        <source>unread</source>
        <translation>chưa đọc</translation>
    </message>
</context>
<context>
    <name>DispatchPane</name>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="132"/>
        <source>Start a story</source>
        <translation>Bắt đầu bài viết</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="134"/>
        <source>A draft that quotes it, with its source and a note to editors (Enter)</source>
        <translation>Bản nháp trích dẫn tin, kèm nguồn và ghi chú biên tập (Enter)</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="136"/>
        <source>Note in the open story</source>
        <translation>Ghi chú vào bài đang mở</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="137"/>
        <source>Into the notes to editors of the open story (N)</source>
        <translation>Vào ghi chú biên tập của bài đang mở (N)</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="138"/>
        <source>Open in browser (O)</source>
        <translation>Mở trong trình duyệt (O)</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="139"/>
        <source>Open in browser</source>
        <translation>Mở trong trình duyệt</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="140"/>
        <source>Show the story</source>
        <translation>Xem bài</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="141"/>
        <source>Wire story</source>
        <translation>Tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="142"/>
        <source>Choose a wire story to read it.</source>
        <translation>Chọn một tin để đọc.</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="148"/>
        <source>Mark as unread</source>
        <translation>Đánh dấu chưa đọc</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="148"/>
        <source>Mark as read</source>
        <translation>Đánh dấu đã đọc</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/reading.py" line="152"/>
        <source>A story was started from this.</source>
        <translation>Đã có bài viết từ tin này.</translation>
    </message>
</context>
<context>
    <name>Due</name>
    <message>
        <location filename="../../ui/writer/due.py" line="92"/>
        <location filename="../../ui/writer/due.py" line="93"/>
        <source>It has a due time</source>
        <translation>Có hạn nộp</translation>
    </message>
    <message>
        <location filename="../../ui/writer/due.py" line="94"/>
        <source>Due time</source>
        <translation>Hạn nộp</translation>
    </message>
</context>
<context>
    <name>Everywhere</name>
    <message>
        <location filename="../../ui/everywhere.py" line="69"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
</context>
<context>
    <name>ExportNames</name>
    <message>
        <location filename="../../ui/panels/export_names.py" line="65"/>
        <source>Export</source>
        <translation>Xuất ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/export_names.py" line="66"/>
        <source>Names of the files</source>
        <translation>Tên tệp</translation>
    </message>
    <message>
        <location filename="../../ui/panels/export_names.py" line="69"/>
        <source>Choose a folder …</source>
        <translation>Chọn thư mục …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/export_names.py" line="70"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/export_names.py" line="82"/>
        <source>The first one: {name}</source>
        <translation>Ảnh đầu: {name}</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <location filename="../../ui/exports.py" line="105"/>
        <source>Export into a folder</source>
        <translation>Xuất vào thư mục</translation>
    </message>
    <message>
        <location filename="../../ui/exports.py" line="113"/>
        <location filename="../../ui/exports.py" line="119"/>
        <source>Caption sheet</source>
        <translation>Bảng chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/exports.py" line="119"/>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <location filename="../../ui/exports.py" line="123"/>
        <source>Exporting</source>
        <translation>Đang xuất</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/exports.py" line="127"/>
        <source>%Ln picture(s) went to {place}.</source>
        <translation>
            <numerusform>Đã xuất %Ln ảnh vào {place}.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/exports.py" line="129"/>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="98"/>
        <source>separated by commas</source>
        <translation>cách nhau bằng dấu phẩy</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="101"/>
        <source>Other ways to write into many pictures</source>
        <translation>Cách khác để ghi vào nhiều ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="200"/>
        <source>Write a time such as {example}.</source>
        <translation>Hãy viết thời điểm như {example}.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="263"/>
        <source>Not said</source>
        <translation>Chưa nêu</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="266"/>
        <location filename="../../ui/pictures/caption_fields.py" line="272"/>
        <source>Mixed</source>
        <translation>Nhiều giá trị</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="273"/>
        <source>Goes before what stands there</source>
        <translation>Thêm vào trước nội dung đang có</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="274"/>
        <source>Goes after what stands there</source>
        <translation>Thêm vào sau nội dung đang có</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="275"/>
        <source>Only where nothing stands</source>
        <translation>Chỉ ghi vào ô còn trống</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="285"/>
        <source>Add before …</source>
        <translation>Thêm vào trước …</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="286"/>
        <source>Add after …</source>
        <translation>Thêm vào sau …</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="287"/>
        <source>Only where empty …</source>
        <translation>Chỉ ghi nơi còn trống …</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="301"/>
        <source>{used}/{room} bytes</source>
        <translation>{used}/{room} byte</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/caption_fields.py" line="303"/>
        <source>Older programs read only the first {room} bytes of it.</source>
        <translation>Chương trình cũ chỉ đọc {room} byte đầu.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="139"/>
        <location filename="../../ui/pictures/filter_bar.py" line="141"/>
        <source>Search these pictures</source>
        <translation>Tìm trong các ảnh này</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="140"/>
        <source>Clear the search</source>
        <translation>Xóa nội dung tìm</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="143"/>
        <source>Searches names, captions, people and places, with or without marks (/)</source>
        <translation>Tìm trong tên tệp, chú thích, tên người và địa danh, có dấu hay không dấu (/)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="147"/>
        <source>Filter by pick</source>
        <translation>Lọc theo chọn dùng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="149"/>
        <source>Picked or not</source>
        <translation>Chọn hay chưa</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="150"/>
        <source>Picked</source>
        <translation>Đã chọn dùng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="151"/>
        <source>Undecided</source>
        <translation>Chưa quyết</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="152"/>
        <source>Rejected</source>
        <translation>Đã loại</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="155"/>
        <source>Any stars</source>
        <translation>Số sao bất kỳ</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="157"/>
        <source>Filter by stars</source>
        <translation>Lọc theo sao</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="158"/>
        <source>Colour {number}</source>
        <translation>Màu {number}</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="159"/>
        <source>Any colour</source>
        <translation>Màu bất kỳ</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="159"/>
        <source>No colour</source>
        <translation>Không màu</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="160"/>
        <source>Filter by colour</source>
        <translation>Lọc theo màu</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="168"/>
        <source>Filter by what is missing</source>
        <translation>Lọc theo phần còn thiếu</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="170"/>
        <source>Complete or not</source>
        <translation>Đủ hay thiếu</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="171"/>
        <source>Without caption</source>
        <translation>Thiếu chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="172"/>
        <source>Without credit</source>
        <translation>Thiếu nguồn ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="173"/>
        <source>Without alt text</source>
        <translation>Thiếu văn bản thay thế</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="178"/>
        <source>Order</source>
        <translation>Thứ tự</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="180"/>
        <source>By time taken</source>
        <translation>Theo giờ chụp</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="181"/>
        <source>By name</source>
        <translation>Theo tên tệp</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="182"/>
        <source>By stars</source>
        <translation>Theo số sao</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="185"/>
        <location filename="../../ui/pictures/filter_bar.py" line="186"/>
        <source>Size of the pictures</source>
        <translation>Cỡ ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/filter_bar.py" line="187"/>
        <location filename="../../ui/pictures/filter_bar.py" line="188"/>
        <source>Show all pictures</source>
        <translation>Hiện tất cả ảnh</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <location filename="../../ui/stories/filters.py" line="101"/>
        <source>All states</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="103"/>
        <source>All categories</source>
        <translation>Chuyên mục</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="105"/>
        <source>All desks</source>
        <translation>Ban</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="108"/>
        <source>Filter by state</source>
        <translation>Lọc theo trạng thái</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="109"/>
        <source>Filter by category</source>
        <translation>Lọc theo chuyên mục</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="110"/>
        <source>Filter by desk</source>
        <translation>Lọc theo ban</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="111"/>
        <source>Whose stories</source>
        <translation>Bài của ai</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="112"/>
        <source>Whose stories: mine, waiting for me, planned, overdue</source>
        <translation>Bài của ai: của tôi, chờ tôi, đề tài, quá hạn</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="144"/>
        <source>All stories</source>
        <translation>Mọi bài</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="145"/>
        <source>My stories</source>
        <translation>Bài của tôi</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="146"/>
        <source>Waiting for me</source>
        <translation>Chờ tôi</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="147"/>
        <source>Planned</source>
        <translation>Đề tài</translation>
    </message>
    <message>
        <location filename="../../ui/stories/filters.py" line="148"/>
        <source>Overdue</source>
        <translation>Quá hạn</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <location filename="../../ui/writer/find.py" line="125"/>
        <source>%n replaced</source>
        <translation>
            <numerusform>Đã thay %n chỗ</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="147"/>
        <source>Find in this story</source>
        <translation>Tìm trong bài này</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="148"/>
        <source>Replace with</source>
        <translation>Thay bằng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="151"/>
        <source>Match case</source>
        <translation>Phân biệt chữ hoa</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="152"/>
        <source>Match marks</source>
        <translation>Phân biệt dấu</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="153"/>
        <source>Off: “dong da” finds “Đống Đa”</source>
        <translation>Tắt: “dong da” tìm được “Đống Đa”</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="154"/>
        <source>Whole words</source>
        <translation>Nguyên từ</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="155"/>
        <source>Pattern</source>
        <translation>Mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="156"/>
        <source>Regular expression; \1 stands for its first group</source>
        <translation>Biểu thức chính quy; \1 là nhóm đầu tiên của nó</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="157"/>
        <source>In all stories …</source>
        <translation>Trong mọi bài …</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="158"/>
        <source>The one before  Shift+Enter</source>
        <translation>Chỗ trước  Shift+Enter</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="159"/>
        <source>The next  Enter</source>
        <translation>Chỗ sau  Enter</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="160"/>
        <source>The one before</source>
        <translation>Chỗ trước</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="161"/>
        <source>The next</source>
        <translation>Chỗ sau</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="162"/>
        <source>Replace</source>
        <translation>Thay thế</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="163"/>
        <source>Replace all</source>
        <translation>Thay tất cả</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="164"/>
        <source>Close  Esc</source>
        <translation>Đóng  Esc</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="165"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="250"/>
        <source>{number} of {count}</source>
        <translation>{number}/{count}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/writer/find.py" line="256"/>
        <source>%n found</source>
        <translation>
            <numerusform>Thấy %n chỗ</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/writer/find.py" line="256"/>
        <source>Not found</source>
        <translation>Không thấy</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <location filename="../../ui/panels/findings.py" line="88"/>
        <source>%n more when these are done.</source>
        <translation>
            <numerusform>Còn %n mục nữa khi xong các mục này.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="100"/>
        <source>Bars publishing</source>
        <translation>Chặn xuất bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="100"/>
        <source>Worth a look</source>
        <translation>Nên xem lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="114"/>
        <source>{deed}: {sentence}</source>
        <translation>{deed}: {sentence}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="118"/>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="122"/>
        <source>More …</source>
        <translation>Thêm …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="125"/>
        <source>Fix</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="132"/>
        <source>Ignore in this article</source>
        <translation>Bỏ qua trong bài này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="133"/>
        <source>Right in the whole house</source>
        <translation>Đúng với cả tòa soạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/findings.py" line="137"/>
        <source>Switch this rule off</source>
        <translation>Tắt quy tắc này</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="98"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln ảnh</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="100"/>
        <source>{shown} of %Ln picture(s)</source>
        <translation>
            <numerusform>{shown} trên %Ln ảnh</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="103"/>
        <source>%Ln picked</source>
        <translation>
            <numerusform>%Ln đã chọn dùng</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="105"/>
        <source>%Ln rejected</source>
        <translation>
            <numerusform>%Ln đã loại</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/table_bars.py" line="107"/>
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln đang được chọn</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/pictures/table_bars.py" line="109"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
</context>
<context>
    <name>FrameDelegate</name>
    <message>
        <location filename="../../ui/pictures/frame_tile.py" line="193"/>
        <source>Missing caption</source>
        <translation>Thiếu chú thích</translation>
    </message>
</context>
<context>
    <name>FrameFacts</name>
    <message>
        <location filename="../../ui/pictures/facts.py" line="71"/>
        <source>Attach to the story</source>
        <translation>Đưa vào bài</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="72"/>
        <source>Puts what is selected into the open story (A)</source>
        <translation>Đưa các ảnh đã chọn vào bài đang mở (A)</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/facts.py" line="82"/>
        <source>%Ln picture(s) selected</source>
        <translation>
            <numerusform>%Ln ảnh đang được chọn</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="84"/>
        <source>What is known of a picture stands here.</source>
        <translation>Thông tin về ảnh nằm ở đây.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="92"/>
        <source>Caption</source>
        <translation>Chú thích ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="92"/>
        <source>Missing caption</source>
        <translation>Thiếu chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="98"/>
        <source>Stands in</source>
        <translation>Có trong bài</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="108"/>
        <source>Alt text</source>
        <translation>Văn bản thay thế</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="109"/>
        <source>Photographer</source>
        <translation>Người chụp</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="110"/>
        <source>Photo credit</source>
        <translation>Nguồn ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="111"/>
        <source>Copyright</source>
        <translation>Bản quyền</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="112"/>
        <source>Usage terms</source>
        <translation>Điều khoản sử dụng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="113"/>
        <source>People</source>
        <translation>Người trong ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="114"/>
        <source>Place</source>
        <translation>Địa điểm</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="115"/>
        <source>Taken</source>
        <translation>Giờ chụp</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="116"/>
        <source>Picture file</source>
        <translation>Tệp ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/facts.py" line="120"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
</context>
<context>
    <name>Handed</name>
    <message>
        <location filename="../../ui/handed.py" line="63"/>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/handed.py" line="65"/>
        <source>%Ln story(s) were assigned or returned to you.</source>
        <translation>
            <numerusform>%Ln bài được giao hoặc trả lại cho bạn.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/handed.py" line="66"/>
        <source>Show them</source>
        <translation>Xem các bài đó</translation>
    </message>
    <message>
        <location filename="../../ui/handed.py" line="69"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/handed.py" line="71"/>
        <source>Returned to you: “{story}”.</source>
        <translation>Trả lại bạn: “{story}”.</translation>
    </message>
    <message>
        <location filename="../../ui/handed.py" line="74"/>
        <source>Assigned to you: “{story}”.</source>
        <translation>Giao cho bạn: “{story}”.</translation>
    </message>
    <message>
        <location filename="../../ui/handed.py" line="76"/>
        <source>Assigned to you: “{story}”, {due}.</source>
        <translation>Giao cho bạn: “{story}”, {due}.</translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message>
        <location filename="../../ui/handing.py" line="92"/>
        <source>Story</source>
        <translation>Bài</translation>
    </message>
    <message>
        <location filename="../../ui/handing.py" line="101"/>
        <source>Export story</source>
        <translation>Xuất bài</translation>
    </message>
    <message>
        <location filename="../../ui/handing.py" line="105"/>
        <source>The story is exported as {name}.</source>
        <translation>Đã xuất bài thành {name}.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/handing.py" line="107"/>
        <source>%Ln picture(s) lie beside it.</source>
        <translation>
            <numerusform>%Ln ảnh nằm bên cạnh.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/handing.py" line="109"/>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
</context>
<context>
    <name>HandingPanel</name>
    <message>
        <location filename="../../ui/panels/handing.py" line="95"/>
        <source>Export story</source>
        <translation>Xuất bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="96"/>
        <location filename="../../ui/panels/handing.py" line="97"/>
        <source>Form</source>
        <translation>Dạng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="99"/>
        <source>For colleagues: with notes, real names and the copy as typed</source>
        <translation>Cho đồng nghiệp: kèm ghi chú, tên thật và bản thảo như đã gõ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="101"/>
        <source>Its receiver does not get</source>
        <translation>Nơi nhận không có</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="102"/>
        <source>Choose a file …</source>
        <translation>Chọn tệp …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="103"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="115"/>
        <source>Bundle of Stet, with history</source>
        <translation>Gói của Stet, kèm lịch sử</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="119"/>
        <source>The pictures go into a folder beside the file, with their words.</source>
        <translation>Ảnh nằm trong thư mục bên cạnh tệp, kèm lời của ảnh.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/handing.py" line="120"/>
        <source>One file to carry by hand: copy, pictures, notes and all versions.</source>
        <translation>Một tệp để mang tay: bài, ảnh, ghi chú và mọi phiên bản.</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <location filename="../../ui/writer/head.py" line="309"/>
        <source>Kicker</source>
        <translation>Tít dẫn</translation>
    </message>
    <message>
        <location filename="../../ui/writer/head.py" line="310"/>
        <source>Headline</source>
        <translation>Tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/writer/head.py" line="311"/>
        <source>Standfirst</source>
        <translation>Sapo</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <location filename="../../ui/panels/history.py" line="106"/>
        <source>Versions</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="107"/>
        <source>The copy of the version</source>
        <translation>Nội dung của phiên bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="108"/>
        <source>Restore this version</source>
        <translation>Khôi phục phiên bản này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="109"/>
        <source>Compare …</source>
        <translation>So sánh …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="110"/>
        <source>Word by word with what stands now, and over time.</source>
        <translation>Từng chữ với bản hiện tại, và theo thời gian.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="111"/>
        <source>What stands now stays in the history; it can be undone.</source>
        <translation>Bản đang có vẫn nằm trong lịch sử; có thể hoàn tác.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="113"/>
        <source>Choose a version to read it.</source>
        <translation>Chọn một phiên bản để đọc.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="163"/>
        <source>this laptop</source>
        <translation>máy này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/history.py" line="181"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
</context>
<context>
    <name>HouseForm</name>
    <message>
        <location filename="../../ui/panels/house_form.py" line="106"/>
        <source>Connecting …</source>
        <translation>Đang kết nối …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="131"/>
        <source>What runs there</source>
        <translation>Hệ quản trị ở đó</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="132"/>
        <source>Address of the publishing server</source>
        <translation>Địa chỉ máy chủ xuất bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="140"/>
        <source>Pairing code</source>
        <translation>Mã ghép nối</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="143"/>
        <source>Name or e-mail there</source>
        <translation>Tên hoặc thư điện tử ở đó</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="144"/>
        <source>Application password</source>
        <translation>Mật khẩu ứng dụng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="147"/>
        <source>Staff access token or Admin API key</source>
        <translation>Mã truy cập nhân viên hoặc khóa Admin API</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="184"/>
        <source>Sign in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="185"/>
        <source>Test</source>
        <translation>Thử</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="186"/>
        <source>Who you are there, and what can be done; nothing is kept</source>
        <translation>Bạn là ai ở đó và làm được gì; không lưu gì cả</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="187"/>
        <source>Use the built-in server</source>
        <translation>Dùng máy chủ có sẵn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="188"/>
        <source>Categories, bylines and tags …</source>
        <translation>Chuyên mục, tác giả và từ khóa …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="189"/>
        <source>From your administrator</source>
        <translation>Do quản trị viên cấp</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="192"/>
        <source>An application password is made on the site, under Users, in your profile; your own password does not work.</source>
        <translation>Mật khẩu ứng dụng được tạo trên trang, trong hồ sơ của bạn ở mục Người dùng; mật khẩu thường không dùng được.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="198"/>
        <source>In Ghost&apos;s admin: your picture, then Your profile; the staff access token stands at its end, and with it you are there who you are. An Admin API key is for a whole newsroom: Settings, Integrations, Add custom integration. Copy it whole, with the colon.</source>
        <translation>Trong trang quản trị Ghost: bấm ảnh của bạn, rồi Your profile; mã truy cập (Staff access token) ở cuối trang, dùng mã đó thì bạn là chính bạn ở đó. Khóa Admin API là của cả tòa soạn: Settings, Integrations, Add custom integration. Hãy chép trọn vẹn, cả dấu hai chấm.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="208"/>
        <source>Empty: the built-in server on this computer</source>
        <translation>Để trống: máy chủ có sẵn trên máy này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="226"/>
        <source>{site} ({program}). You are {person}, {role}.</source>
        <translation>{site} ({program}). Bạn là {person}, {role}.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="240"/>
        <source>{names} and {count} more</source>
        <translation>{names} và {count} mục nữa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="241"/>
        <source>Categories: {names}.</source>
        <translation>Chuyên mục: {names}.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="259"/>
        <source>Your account may hand stories in; somebody else publishes them.</source>
        <translation>Tài khoản của bạn được gửi duyệt; người khác xuất bản.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="250"/>
        <source>The house does not guard against two writing at once: Stet reads a story just before it writes and again after, and brings both texts together.</source>
        <translation>Hệ thống này không ngăn hai người cùng ghi: Stet đọc bài ngay trước và ngay sau khi ghi, rồi gộp hai bản lại.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="95"/>
        <source>To be decided: {count}</source>
        <translation>Còn phải quyết định: {count}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="246"/>
        <source>The house tells apart who wrote first, but not within one second: Stet reads a story just before it writes, and brings both texts together.</source>
        <translation>Hệ thống này nhận ra ai ghi trước, trừ khi hai người ghi trong cùng một giây: Stet đọc bài ngay trước khi ghi, rồi gộp hai bản lại.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="265"/>
        <source>A filter of the house takes frames and scripts out of what your account writes; you are told before a story goes out.</source>
        <translation>Bộ lọc của hệ thống bỏ khung nhúng và mã lệnh trong bài do tài khoản của bạn ghi; bạn được báo trước khi bài lên trang.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="271"/>
        <source>A story has one author there; the other names stand in its text.</source>
        <translation>Mỗi bài ở đó chỉ có một tác giả; các tên khác nằm trong bài.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="275"/>
        <source>Notes, flags, pay and comments stay on this computer.</source>
        <translation>Ghi chú, nhãn, nhuận bút và nhận xét chỉ ở trên máy này.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="279"/>
        <source>A picture that broke off on its way is sent from its beginning.</source>
        <translation>Ảnh đứt giữa chừng sẽ được gửi lại từ đầu.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/house_form.py" line="281"/>
        <source>Publishing can send mail to subscribers.</source>
        <translation>Khi xuất bản, hệ thống có thể gửi thư cho người đăng ký.</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <location filename="../../ui/panels/inspector.py" line="88"/>
        <source>Story</source>
        <translation>Bài viết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="89"/>
        <source>Fields of the story (Alt+1)</source>
        <translation>Các mục của bài (Alt+1)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="90"/>
        <source>Pictures</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="91"/>
        <source>Caption, alt text and credit (Alt+2)</source>
        <translation>Chú thích, văn bản thay thế và nguồn ảnh (Alt+2)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="92"/>
        <source>What is to be mended (Alt+3)</source>
        <translation>Những chỗ cần sửa (Alt+3)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="93"/>
        <source>History</source>
        <translation>Lịch sử</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="94"/>
        <source>Every version that was kept (Alt+4)</source>
        <translation>Mọi phiên bản đã lưu (Alt+4)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="95"/>
        <source>What colleagues say of it (Alt+5)</source>
        <translation>Đồng nghiệp nói gì về bài (Alt+5)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/inspector.py" line="104"/>
        <source>Checks</source>
        <translation>Kiểm tra</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <location filename="../../ui/panels/keys.py" line="49"/>
        <source>Keyboard shortcuts</source>
        <translation>Phím tắt</translation>
    </message>
</context>
<context>
    <name>LadderLine</name>
    <message>
        <location filename="../../ui/panels/ladder_line.py" line="87"/>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/ladder_line.py" line="89"/>
        <source>Let it be</source>
        <translation>Thôi, bỏ việc này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/ladder_line.py" line="91"/>
        <source>Open page</source>
        <translation>Mở trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/ladder_line.py" line="93"/>
        <source>Put away</source>
        <translation>Cất đi</translation>
    </message>
</context>
<context>
    <name>LightTable</name>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="207"/>
        <source>Light table</source>
        <translation>Bàn sáng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="208"/>
        <source>Picture, large</source>
        <translation>Ảnh, cỡ lớn</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="210"/>
        <source>No picture is like that.</source>
        <translation>Không có ảnh nào như vậy.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="211"/>
        <source>Show all pictures</source>
        <translation>Hiện tất cả ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="214"/>
        <source>The pictures of a card or folder lie here to be looked through, captioned and put into stories. Drop them here; their files are never changed.</source>
        <translation>Ảnh từ thẻ nhớ hay thư mục nằm ở đây để xem, ghi chú thích và đưa vào bài. Hãy thả ảnh vào đây; tệp gốc không bao giờ bị thay đổi.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="218"/>
        <source>Open a card or folder …</source>
        <translation>Mở thẻ nhớ hoặc thư mục …</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="244"/>
        <source>Reading</source>
        <translation>Đang đọc</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="247"/>
        <source>Reading captions</source>
        <translation>Đang đọc chú thích ảnh</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/light_table.py" line="251"/>
        <source>%Ln file(s) that are no pictures were passed over.</source>
        <translation>
            <numerusform>Đã bỏ qua %Ln tệp không phải ảnh.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/pictures/light_table.py" line="255"/>
        <location filename="../../ui/pictures/light_table.py" line="273"/>
        <source>Read again</source>
        <translation>Đọc lại</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <location filename="../../ui/panels/links.py" line="70"/>
        <source>Check links</source>
        <translation>Kiểm tra liên kết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/links.py" line="72"/>
        <source>Asks the servers that they lead to; needs the network</source>
        <translation>Hỏi các máy chủ mà liên kết dẫn đến; cần có mạng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/links.py" line="79"/>
        <source>Asking where the links lead …</source>
        <translation>Đang hỏi xem liên kết dẫn đến đâu …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/links.py" line="85"/>
        <source>The copy has no links.</source>
        <translation>Bài không có liên kết.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/links.py" line="87"/>
        <source>%n link(s) lead on.</source>
        <translation>
            <numerusform>%n liên kết dẫn đúng.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookBack</name>
    <message>
        <location filename="../../ui/panels/lookback.py" line="176"/>
        <source>Look back</source>
        <translation>Xem lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="177"/>
        <source>From</source>
        <translation>Từ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="178"/>
        <source>to</source>
        <translation>đến</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="179"/>
        <location filename="../../ui/panels/lookback.py" line="192"/>
        <source>The older version</source>
        <translation>Bản cũ hơn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="180"/>
        <source>The newer version</source>
        <translation>Bản mới hơn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="183"/>
        <source>The change before  Alt+Up</source>
        <translation>Thay đổi trước  Alt+Up</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="184"/>
        <source>The next change  Alt+Down</source>
        <translation>Thay đổi sau  Alt+Down</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="185"/>
        <source>The change before</source>
        <translation>Thay đổi trước</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="186"/>
        <source>The next change</source>
        <translation>Thay đổi sau</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="187"/>
        <source>One text</source>
        <translation>Một văn bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="188"/>
        <source>Side by side</source>
        <translation>Song song</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="189"/>
        <source>Take this change back</source>
        <translation>Hoàn lại thay đổi này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="190"/>
        <source>In the story as it stands now; it can be undone.</source>
        <translation>Trong bài như đang có; có thể hoàn tác.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="191"/>
        <source>What differs</source>
        <translation>Chỗ khác nhau</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="193"/>
        <source>Time line</source>
        <translation>Dòng thời gian</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="221"/>
        <source>What stands now</source>
        <translation>Bản hiện tại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="221"/>
        <source>What readers have</source>
        <translation>Bản bạn đọc đang xem</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="222"/>
        <source>As you last read it</source>
        <translation>Bản bạn đọc lần trước</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="230"/>
        <source>others</source>
        <translation>người khác</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="235"/>
        <source>this laptop</source>
        <translation>máy này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="323"/>
        <source>{number} of {count}</source>
        <translation>{number}/{count}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="325"/>
        <source>Nothing differs</source>
        <translation>Không có gì khác</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="331"/>
        <source>Restore the version of {when}</source>
        <translation>Khôi phục bản {when}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/lookback.py" line="334"/>
        <source>Restore this version</source>
        <translation>Khôi phục phiên bản này</translation>
    </message>
</context>
<context>
    <name>LookLine</name>
    <message>
        <location filename="../../ui/panels/look_line.py" line="71"/>
        <source>The site&apos;s own look in the preview, learned from this page</source>
        <translation>Giao diện riêng của báo trong bản xem trước, học từ trang này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/look_line.py" line="72"/>
        <source>Empty: one of the newest stories of the site</source>
        <translation>Để trống: một trong những bài mới nhất của báo</translation>
    </message>
    <message>
        <location filename="../../ui/panels/look_line.py" line="73"/>
        <source>Learn again</source>
        <translation>Học lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/look_line.py" line="73"/>
        <source>Learn</source>
        <translation>Học</translation>
    </message>
    <message>
        <location filename="../../ui/panels/look_line.py" line="74"/>
        <source>Learning …</source>
        <translation>Đang học …</translation>
    </message>
</context>
<context>
    <name>Lookback</name>
    <message>
        <location filename="../../ui/lookback.py" line="126"/>
        <source>The change is taken back.</source>
        <translation>Đã hoàn lại thay đổi.</translation>
    </message>
    <message>
        <location filename="../../ui/lookback.py" line="149"/>
        <source>The story is as readers have it.</source>
        <translation>Bài trở lại như bạn đọc đang thấy.</translation>
    </message>
    <message>
        <location filename="../../ui/lookback.py" line="166"/>
        <source>The correction is added; it goes out with the update.</source>
        <translation>Đã thêm đính chính; bạn đọc sẽ thấy khi bài được cập nhật.</translation>
    </message>
    <message>
        <location filename="../../ui/lookback.py" line="169"/>
        <source>The version is restored.</source>
        <translation>Đã khôi phục phiên bản.</translation>
    </message>
    <message>
        <location filename="../../ui/lookback.py" line="172"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
</context>
<context>
    <name>MapLines</name>
    <message numerus="yes">
        <location filename="../../ui/panels/map_lines.py" line="91"/>
        <source>%n story(s)</source>
        <translation>
            <numerusform>%n bài</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <location filename="../../ui/panels/mapping.py" line="88"/>
        <source>Asking the house …</source>
        <translation>Đang hỏi trang …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="133"/>
        <source>Categories, bylines and tags on the site</source>
        <translation>Chuyên mục, tác giả và từ khóa trên trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="136"/>
        <source>Here</source>
        <translation>Ở đây</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="136"/>
        <source>On the site</source>
        <translation>Trên trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="136"/>
        <source>What was decided</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="138"/>
        <source>What is shown</source>
        <translation>Đang xem</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="139"/>
        <source>Only what is to be decided</source>
        <translation>Chỉ những mục chưa quyết định</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="140"/>
        <source>Type or choose what it is there</source>
        <translation>Gõ hoặc chọn mục trên trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="141"/>
        <source>What it is on the site</source>
        <translation>Mục tương ứng trên trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="143"/>
        <source>Keep</source>
        <translation>Lưu mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="144"/>
        <source>Make it there</source>
        <translation>Tạo trên trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="145"/>
        <source>Undecided again</source>
        <translation>Bỏ quyết định</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="146"/>
        <source>Say yes to all proposals</source>
        <translation>Đồng ý mọi gợi ý</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="147"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="162"/>
        <source>Categories</source>
        <translation>Chuyên mục</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="162"/>
        <source>Bylines</source>
        <translation>Tác giả</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="162"/>
        <source>Tags</source>
        <translation>Từ khóa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="167"/>
        <source>{name} · {count} to be decided</source>
        <translation>{name} · {count} chưa quyết định</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="175"/>
        <source>Nothing is left to be decided.</source>
        <translation>Không còn gì phải quyết định.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="175"/>
        <source>To be decided: {count}</source>
        <translation>Còn phải quyết định: {count}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="191"/>
        <source>Only in the text</source>
        <translation>Chỉ ghi trong bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="191"/>
        <source>Not sent</source>
        <translation>Không gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="194"/>
        <source>Each category of our stories, and the one that it is on the site.</source>
        <translation>Mỗi chuyên mục của bài ở đây và chuyên mục tương ứng trên trang.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="197"/>
        <source>Each name in our bylines, and the account that it is on the site; a name without one stands in the text. Readers see what the account is called.</source>
        <translation>Mỗi tên tác giả ở đây và tài khoản tương ứng trên trang; tên không có tài khoản thì ghi trong bài. Bạn đọc thấy tên của tài khoản.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="201"/>
        <source>Each tag of our stories; one that the site has not is made there when it is sent.</source>
        <translation>Mỗi từ khóa của bài ở đây; từ khóa chưa có trên trang sẽ được tạo khi gửi bài.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="205"/>
        <source>Your account there puts stories under no name but its own.</source>
        <translation>Tài khoản của bạn chỉ đăng bài dưới tên của chính nó.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="218"/>
        <source>“{name}” is there:</source>
        <translation>Trên trang, “{name}” là:</translation>
    </message>
    <message>
        <location filename="../../ui/panels/mapping.py" line="226"/>
        <source>The site has nothing of that name.</source>
        <translation>Trang không có mục nào tên như vậy.</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <location filename="../../ui/writer/meter.py" line="118"/>
        <source>How it fits where readers meet it</source>
        <translation>Độ vừa ở những nơi bạn đọc gặp bài</translation>
    </message>
    <message>
        <location filename="../../ui/writer/meter.py" line="121"/>
        <source>{place}: {shown}</source>
        <translation>{place}: {shown}</translation>
    </message>
    <message>
        <location filename="../../ui/writer/meter.py" line="131"/>
        <source>{place} is cut off</source>
        <translation>{place} bị cắt</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/writer/meter.py" line="132"/>
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n dòng</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/writer/meter.py" line="133"/>
        <source>{place} {lines}</source>
        <translation>{place} {lines}</translation>
    </message>
</context>
<context>
    <name>Newsroom</name>
    <message>
        <location filename="../../ui/newsroom.py" line="118"/>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <location filename="../../ui/newsroom.py" line="204"/>
        <source>The link is copied.</source>
        <translation>Đã sao chép liên kết.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/newsroom.py" line="358"/>
        <source>Somebody changed this story too; %n field(s) differ.</source>
        <translation>
            <numerusform>Bài này có người khác cũng sửa; %n mục khác nhau.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/newsroom.py" line="360"/>
        <source>Compare versions</source>
        <translation>So sánh phiên bản</translation>
    </message>
    <message>
        <location filename="../../ui/newsroom.py" line="383"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../../ui/newsroom.py" line="378"/>
        <source>Your newest words could not be saved yet; they are only in this window.</source>
        <translation>Chưa lưu được những chữ mới nhất; chúng chỉ còn trong cửa sổ này.</translation>
    </message>
    <message>
        <location filename="../../ui/newsroom.py" line="379"/>
        <source>Close and lose them</source>
        <translation>Đóng và bỏ những chữ đó</translation>
    </message>
    <message>
        <location filename="../../ui/newsroom.py" line="396"/>
        <source>This story has no page yet; it must be published first.</source>
        <translation>Bài chưa có trang; cần xuất bản trước.</translation>
    </message>
</context>
<context>
    <name>NoStory</name>
    <message>
        <location filename="../../ui/panels/empty.py" line="38"/>
        <source>No story is open</source>
        <translation>Chưa mở bài nào</translation>
    </message>
    <message>
        <location filename="../../ui/panels/empty.py" line="39"/>
        <source>Choose one on the left, or write a new one.</source>
        <translation>Chọn một bài ở bên trái, hoặc viết bài mới.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/empty.py" line="40"/>
        <source>New article</source>
        <translation>Bài viết mới</translation>
    </message>
</context>
<context>
    <name>OutboxPanel</name>
    <message>
        <location filename="../../ui/panels/outbox.py" line="109"/>
        <source>Outbox</source>
        <translation>Hộp gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="110"/>
        <source>Send now</source>
        <translation>Gửi ngay</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="111"/>
        <source>Sign in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="112"/>
        <source>Remove them here too</source>
        <translation>Xóa cả ở đây</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="113"/>
        <source>Keep them all</source>
        <translation>Giữ lại tất cả</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="118"/>
        <source>Go on sending</source>
        <translation>Gửi tiếp</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="118"/>
        <source>Pause sending</source>
        <translation>Tạm dừng gửi</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/outbox.py" line="143"/>
        <source>and %n more</source>
        <translation>
            <numerusform>và %n mục nữa</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="164"/>
        <source>Nothing waits. What you write offline stands here until there is a connection.</source>
        <translation>Không có gì chờ gửi. Bài viết khi ngoại tuyến nằm ở đây đến khi có mạng.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="174"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="178"/>
        <source>Send first</source>
        <translation>Gửi trước</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="181"/>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="218"/>
        <source>Do not send it</source>
        <translation>Không gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="219"/>
        <source>Keep it</source>
        <translation>Giữ lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="226"/>
        <source>It stays here as it is, and goes along with its next change.</source>
        <translation>Mục này vẫn ở đây như cũ và sẽ gửi cùng lần sửa sau.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="228"/>
        <source>“{what}” is not done; the text stays as it is.</source>
        <translation>“{what}” sẽ không được thực hiện; bài viết vẫn như cũ.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="239"/>
        <source>for readers at {time}</source>
        <translation>đến bạn đọc lúc {time}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/outbox.py" line="241"/>
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>đã thử %n lần</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="244"/>
        <source>tried again at {time}</source>
        <translation>thử lại lúc {time}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="253"/>
        <source>Waits for its turn</source>
        <translation>Chờ đến lượt</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="255"/>
        <source>Waits until sending goes on</source>
        <translation>Chờ đến khi tiếp tục gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="257"/>
        <source>Waits for a connection</source>
        <translation>Chờ có kết nối</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="260"/>
        <source>Being sent now</source>
        <translation>Đang gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="261"/>
        <source>The answer got lost; the same is asked again</source>
        <translation>Mất câu trả lời; đang hỏi lại đúng lệnh đó</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="262"/>
        <source>Needs you</source>
        <translation>Cần bạn xử lý</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="270"/>
        <source>Compare versions</source>
        <translation>So sánh phiên bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="277"/>
        <source>Cancel …</source>
        <translation>Hủy …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/outbox.py" line="282"/>
        <source>Try again: {what}</source>
        <translation>Thử lại: {what}</translation>
    </message>
</context>
<context>
    <name>OutlinePanel</name>
    <message>
        <location filename="../../ui/writer/outline.py" line="147"/>
        <source>Jump to a heading, box, picture or table</source>
        <translation>Đi tới tiêu đề, hộp, ảnh hoặc bảng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="148"/>
        <source>Jump to</source>
        <translation>Đi tới</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="149"/>
        <source>Outline of the story</source>
        <translation>Dàn ý của bài</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="150"/>
        <source>Headings, boxes, pictures and tables of the copy stand here.</source>
        <translation>Tiêu đề mục, hộp thông tin, ảnh và bảng của bài hiện ở đây.</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="152"/>
        <source>Heading</source>
        <translation>Tiêu đề mục</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="153"/>
        <source>Box</source>
        <translation>Hộp thông tin</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="154"/>
        <source>Pull quote</source>
        <translation>Trích dẫn nổi bật</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="155"/>
        <source>Picture</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/writer/outline.py" line="156"/>
        <source>Table</source>
        <translation>Bảng</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <location filename="../../ui/panels/palette.py" line="88"/>
        <source>What do you want to do? Which story?</source>
        <translation>Bạn muốn làm gì? Mở bài nào?</translation>
    </message>
    <message>
        <location filename="../../ui/panels/palette.py" line="89"/>
        <source>Command palette</source>
        <translation>Bảng lệnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/palette.py" line="125"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/panels/palette.py" line="133"/>
        <source>Snippet</source>
        <translation>Đoạn mẫu</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <location filename="../../ui/preview/paper.py" line="100"/>
        <source>Print proof</source>
        <translation>Bản in thử</translation>
    </message>
</context>
<context>
    <name>PassageChoices</name>
    <message>
        <location filename="../../ui/panels/passages.py" line="45"/>
        <source>Settle</source>
        <translation>Chốt</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="60"/>
        <source>By now both versions say the same here.</source>
        <translation>Đến nay hai bản đã giống nhau ở đây.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="63"/>
        <source>Take all mine</source>
        <translation>Lấy hết bản của tôi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="65"/>
        <source>Take all from the server</source>
        <translation>Lấy hết bản máy chủ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="67"/>
        <source>All other changes of both of you stand in the copy already.</source>
        <translation>Những chỗ sửa khác của hai người đều đã vào bài.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="75"/>
        <source>Mine</source>
        <translation>Của tôi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="75"/>
        <source>On the server</source>
        <translation>Trên máy chủ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="76"/>
        <source>Both, mine first</source>
        <translation>Cả hai, của tôi trước</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="85"/>
        <source>It was</source>
        <translation>Trước đó</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="106"/>
        <source>Taken out</source>
        <translation>Đã bỏ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/passages.py" line="92"/>
        <source>Passage {number} of {count}</source>
        <translation>Đoạn {number} trên {count}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/passages.py" line="127"/>
        <source>%n passage(s) to choose</source>
        <translation>
            <numerusform>Còn %n đoạn chưa chọn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PasteFields</name>
    <message>
        <location filename="../../ui/panels/paste_fields.py" line="77"/>
        <source>Paste fields</source>
        <translation>Dán các ô</translation>
    </message>
    <message>
        <location filename="../../ui/panels/paste_fields.py" line="78"/>
        <source>What is ticked is written into every selected picture.</source>
        <translation>Những ô được đánh dấu sẽ ghi vào mọi ảnh đang chọn.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/paste_fields.py" line="79"/>
        <source>Paste</source>
        <translation>Dán</translation>
    </message>
    <message>
        <location filename="../../ui/panels/paste_fields.py" line="80"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
</context>
<context>
    <name>Pay</name>
    <message>
        <location filename="../../ui/writer/pay.py" line="59"/>
        <source>never published</source>
        <translation>không đăng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="60"/>
        <source>Genre</source>
        <translation>Thể loại</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="61"/>
        <source>Royalty shares</source>
        <translation>Chia nhuận bút</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="61"/>
        <source>name and per cent</source>
        <translation>tên và phần trăm</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="62"/>
        <source>Royalty coefficient</source>
        <translation>Hệ số nhuận bút</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="63"/>
        <source>Royalty note</source>
        <translation>Ghi chú nhuận bút</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="64"/>
        <source>equal parts among the authors</source>
        <translation>chia đều cho các tác giả</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="73"/>
        <source>Choose a genre</source>
        <translation>Chọn thể loại</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="91"/>
        <source>set by editors</source>
        <translation>do biên tập viên đặt</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="94"/>
        <source>{least} to {most}</source>
        <translation>từ {least} đến {most}</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="113"/>
        <source>Write each name with its per cent, such as {example}.</source>
        <translation>Ghi từng tên kèm phần trăm, ví dụ {example}.</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="122"/>
        <source>These make {sum} %, not 100 %.</source>
        <translation>Tổng là {sum} %, chưa phải 100 %.</translation>
    </message>
    <message>
        <location filename="../../ui/writer/pay.py" line="131"/>
        <source>Write a coefficient, such as {example}.</source>
        <translation>Ghi hệ số, ví dụ {example}.</translation>
    </message>
</context>
<context>
    <name>Pending</name>
    <message>
        <location filename="../../ui/panels/pending.py" line="100"/>
        <source>What changes for readers</source>
        <translation>Thay đổi bạn đọc sẽ thấy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/pending.py" line="103"/>
        <source>See the whole text</source>
        <translation>Xem toàn bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/pending.py" line="104"/>
        <source>Tell readers of it as a correction</source>
        <translation>Đăng thành đính chính</translation>
    </message>
    <message>
        <location filename="../../ui/panels/pending.py" line="105"/>
        <source>Takes the chosen change as what was wrong and what is right.</source>
        <translation>Lấy thay đổi đang chọn làm nội dung sai và nội dung đúng.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/pending.py" line="107"/>
        <source>Discard the changes</source>
        <translation>Bỏ thay đổi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/pending.py" line="108"/>
        <source>Back to what readers have; it can be undone.</source>
        <translation>Trở lại như bạn đọc đang thấy; có thể hoàn tác.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/pending.py" line="119"/>
        <source>Readers have it already as it stands.</source>
        <translation>Bạn đọc đã thấy bài đúng như hiện tại.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/pending.py" line="122"/>
        <source>The story went before readers from elsewhere; what they have is not known here.</source>
        <translation>Bài được đăng từ nơi khác; máy này không biết bạn đọc đang thấy gì.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/pending.py" line="172"/>
        <source>%n correction(s) will be printed with it.</source>
        <translation>
            <numerusform>%n đính chính sẽ được đăng cùng.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <location filename="../../ui/photo_page.py" line="83"/>
        <source>Attaching</source>
        <translation>Đang đưa vào bài</translation>
    </message>
</context>
<context>
    <name>Photos</name>
    <message numerus="yes">
        <location filename="../../ui/photos.py" line="97"/>
        <source>Attach %Ln picture(s) to</source>
        <translation>
            <numerusform>Đưa %Ln ảnh vào</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/photos.py" line="133"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/photos.py" line="157"/>
        <source>Open a card or folder</source>
        <translation>Mở thẻ nhớ hoặc thư mục</translation>
    </message>
    <message>
        <location filename="../../ui/photos.py" line="187"/>
        <source>All pictures of the store</source>
        <translation>Tất cả ảnh trong kho</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/photos.py" line="265"/>
        <source>%Ln picture(s) stand in the story; the card may go.</source>
        <translation>
            <numerusform>%Ln ảnh đã vào bài; có thể rút thẻ nhớ.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/photos.py" line="267"/>
        <source>Show the story</source>
        <translation>Xem bài</translation>
    </message>
</context>
<context>
    <name>PictureDetails</name>
    <message>
        <location filename="../../ui/pictures/details.py" line="228"/>
        <location filename="../../ui/pictures/details.py" line="230"/>
        <source>Picture before</source>
        <translation>Ảnh trước</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="229"/>
        <location filename="../../ui/pictures/details.py" line="231"/>
        <source>Next picture</source>
        <translation>Ảnh sau</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="232"/>
        <source>Crop…</source>
        <translation>Cắt ảnh…</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="233"/>
        <source>Turn, straighten, crop and set the focal point</source>
        <translation>Xoay, nắn thẳng, cắt ảnh và đặt điểm trọng tâm</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="234"/>
        <source>Insert</source>
        <translation>Chèn</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="235"/>
        <source>Insert in the copy at the caret</source>
        <translation>Chèn vào bài, tại con trỏ</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="236"/>
        <source>Caption</source>
        <translation>Chú thích ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="237"/>
        <source>Alt text</source>
        <translation>Văn bản thay thế</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="238"/>
        <source>Decorative picture</source>
        <translation>Ảnh trang trí</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="240"/>
        <source>It says nothing that the copy does not: screen readers pass it by.</source>
        <translation>Ảnh không nói thêm gì so với bài: trình đọc màn hình sẽ bỏ qua.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="242"/>
        <source>Lead picture</source>
        <translation>Ảnh đại diện</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="243"/>
        <source>Photo credit</source>
        <translation>Nguồn ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="244"/>
        <source>Photographer</source>
        <translation>Người chụp</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="245"/>
        <source>Source</source>
        <translation>Nguồn</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="246"/>
        <source>Copyright</source>
        <translation>Bản quyền</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="247"/>
        <source>Usage terms</source>
        <translation>Điều khoản sử dụng</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="276"/>
        <source>Caption, alt text and credit of the article&apos;s pictures stand here.</source>
        <translation>Chú thích, văn bản thay thế và nguồn của ảnh trong bài nằm ở đây.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="278"/>
        <source>There are none yet. Drop pictures on the article, or paste them.</source>
        <translation>Chưa có ảnh nào. Hãy thả hoặc dán ảnh vào bài.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="288"/>
        <source>{done} of {all}</source>
        <translation>{done}/{all}</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="321"/>
        <source>Missing caption</source>
        <translation>Thiếu chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="323"/>
        <source>Missing alt text: say what is seen, for those who cannot see it.</source>
        <translation>Thiếu văn bản thay thế: hãy tả ảnh cho người khiếm thị.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="326"/>
        <source>Missing credit: readers see who made it.</source>
        <translation>Thiếu nguồn ảnh: bạn đọc cần biết ảnh của ai.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="346"/>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} điểm ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="353"/>
        <source>Taken {time}</source>
        <translation>Chụp {time}</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/details.py" line="355"/>
        <source>In the copy: {name}</source>
        <translation>Trong bài: {name}</translation>
    </message>
</context>
<context>
    <name>PictureStrip</name>
    <message>
        <location filename="../../ui/pictures/strip.py" line="135"/>
        <source>Add pictures</source>
        <translation>Thêm ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="139"/>
        <source>Pictures ({endings})</source>
        <translation>Ảnh ({endings})</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="139"/>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="170"/>
        <source>{name} was removed from the article.</source>
        <translation>Đã bỏ {name} khỏi bài.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="303"/>
        <source>Insert in the copy at the caret (Enter)</source>
        <translation>Chèn vào bài, tại con trỏ (Enter)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="304"/>
        <source>Make this the lead picture (Ctrl+L)</source>
        <translation>Đặt làm ảnh đại diện (Ctrl+L)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="305"/>
        <source>Remove from the article (Delete)</source>
        <translation>Bỏ khỏi bài (Delete)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="306"/>
        <source>Add pictures (Ctrl+Shift+P)</source>
        <translation>Thêm ảnh (Ctrl+Shift+P)</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="311"/>
        <source>Drop pictures here, paste them, or choose them.</source>
        <translation>Thả ảnh vào đây, dán hoặc chọn tệp.</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="312"/>
        <source>Choose pictures</source>
        <translation>Chọn ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="313"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="314"/>
        <location filename="../../ui/pictures/strip.py" line="315"/>
        <source>Put this message away</source>
        <translation>Cất thông báo này</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="316"/>
        <source>Pictures of the article</source>
        <translation>Ảnh của bài</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="322"/>
        <source>Pictures</source>
        <translation>Ảnh</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/strip.py" line="326"/>
        <source>%n without a caption</source>
        <translation>
            <numerusform>%n ảnh thiếu chú thích</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/pictures/strip.py" line="365"/>
        <source>{done} of {all}</source>
        <translation>{done}/{all}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/pictures/strip.py" line="381"/>
        <source>And %n more.</source>
        <translation>
            <numerusform>Và %n mục nữa.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <location filename="../../ui/panels/plan.py" line="101"/>
        <location filename="../../ui/panels/plan.py" line="111"/>
        <source>Plan</source>
        <translation>Kế hoạch</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="102"/>
        <source>By due time</source>
        <translation>Theo hạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="102"/>
        <source>By desk</source>
        <translation>Theo ban</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="102"/>
        <source>By person</source>
        <translation>Theo người</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="105"/>
        <source>How the plan is grouped</source>
        <translation>Cách xếp kế hoạch</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="106"/>
        <source>Filter by desk</source>
        <translation>Lọc theo ban</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="109"/>
        <source>All desks</source>
        <translation>Mọi ban</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="112"/>
        <source>Due</source>
        <translation>Hạn nộp</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="112"/>
        <source>Story</source>
        <translation>Bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="112"/>
        <source>Assigned</source>
        <translation>Người làm</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="112"/>
        <source>Desk</source>
        <translation>Ban</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="113"/>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="114"/>
        <source>Plan a story …</source>
        <translation>Lên đề tài …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="138"/>
        <source>Nothing is planned or in work.</source>
        <translation>Chưa có đề tài nào và không có bài nào đang làm.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="152"/>
        <location filename="../../ui/panels/plan.py" line="161"/>
        <source>No desk</source>
        <translation>Không thuộc ban nào</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="152"/>
        <location filename="../../ui/panels/plan.py" line="164"/>
        <source>Nobody yet</source>
        <translation>Chưa giao ai</translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="172"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/plan.py" line="205"/>
        <source>Change %Ln story(s) …</source>
        <translation>
            <numerusform>Đổi %Ln bài …</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/plan.py" line="206"/>
        <source>Change …</source>
        <translation>Đổi …</translation>
    </message>
</context>
<context>
    <name>Planning</name>
    <message>
        <location filename="../../ui/planning.py" line="145"/>
        <source>Planned: {headline}</source>
        <translation>Đã lên đề tài: {headline}</translation>
    </message>
    <message>
        <location filename="../../ui/planning.py" line="147"/>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/planning.py" line="167"/>
        <source>%Ln story(s) changed.</source>
        <translation>
            <numerusform>Đã đổi %Ln bài.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/planning.py" line="171"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <location filename="../../ui/printing.py" line="64"/>
        <location filename="../../ui/printing.py" line="70"/>
        <source>Print proof</source>
        <translation>Bản in thử</translation>
    </message>
    <message>
        <location filename="../../ui/printing.py" line="70"/>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <location filename="../../ui/printing.py" line="75"/>
        <source>The print proof is saved as {name}.</source>
        <translation>Đã lưu bản in thử thành {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/printing.py" line="76"/>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
</context>
<context>
    <name>Proofing</name>
    <message>
        <location filename="../../ui/proofing.py" line="158"/>
        <source>Right here</source>
        <translation>Đúng ở đây</translation>
    </message>
    <message>
        <location filename="../../ui/proofing.py" line="159"/>
        <source>Add to my words</source>
        <translation>Thêm vào từ của tôi</translation>
    </message>
    <message>
        <location filename="../../ui/proofing.py" line="160"/>
        <source>Add to the house&apos;s words</source>
        <translation>Thêm vào từ của tòa soạn</translation>
    </message>
</context>
<context>
    <name>PublishPanel</name>
    <message>
        <location filename="../../ui/panels/publish.py" line="222"/>
        <source>To publish all the same, say why; the server&apos;s log keeps it.</source>
        <translation>Muốn vẫn xuất bản, hãy ghi lý do; nhật ký của máy chủ sẽ lưu lại.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="224"/>
        <source>Why? The author will read it.</source>
        <translation>Vì sao? Tác giả sẽ đọc lý do này.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="251"/>
        <source>The server confirmed {time}; readers get it then, also if this computer is off.</source>
        <translation>Máy chủ đã xác nhận {time}; bạn đọc sẽ thấy bài lúc đó, dù máy này đã tắt.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="254"/>
        <source>It goes to the server once online, for readers at {time}.</source>
        <translation>Sẽ gửi lên máy chủ khi có mạng, để đến bạn đọc lúc {time}.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="258"/>
        <source>Readers have it.</source>
        <translation>Bạn đọc đã có bài.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="258"/>
        <source>Done.</source>
        <translation>Xong.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="260"/>
        <source>Being sent, pictures first …</source>
        <translation>Đang gửi, ảnh đi trước …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="262"/>
        <source>It stands in the outbox and goes by itself once online.</source>
        <translation>Bài nằm trong hộp gửi và tự đi khi có mạng.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="271"/>
        <source>Schedule</source>
        <translation>Hẹn giờ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="274"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="274"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="275"/>
        <source>Open page</source>
        <translation>Mở trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="276"/>
        <source>Copy link</source>
        <translation>Sao chép liên kết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="282"/>
        <source>This must be mended first</source>
        <translation>Cần sửa những điểm này trước</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="284"/>
        <source>What readers will see</source>
        <translation>Bạn đọc sẽ thấy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="293"/>
        <source>The story as it stands now, with its pictures, at this address.</source>
        <translation>Bài như đang có, cùng ảnh, tại địa chỉ này.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="294"/>
        <source>The page will show the story as it stands now.</source>
        <translation>Trang sẽ hiện bài như đang có.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="295"/>
        <source>The page comes back, with the story as it stands now.</source>
        <translation>Trang trở lại, với bài như đang có.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="297"/>
        <source>Readers will find a note that the article was taken down. The text stays here.</source>
        <translation>Bạn đọc sẽ thấy thông báo bài đã gỡ. Nội dung vẫn còn ở đây.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="299"/>
        <source>The story is handed in; what is listed can be mended later too.</source>
        <translation>Bài được gửi đi; các điểm dưới đây có thể sửa sau.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="300"/>
        <source>The story goes on; what is listed can be mended later too.</source>
        <translation>Bài được chuyển tiếp; các điểm dưới đây có thể sửa sau.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="301"/>
        <source>The story is approved; what is listed bars readers only.</source>
        <translation>Bài được duyệt; các điểm dưới đây chỉ chặn khi xuất bản.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="302"/>
        <source>The story is a draft again; readers still find the note.</source>
        <translation>Bài trở lại bản nháp; bạn đọc vẫn thấy thông báo đã gỡ.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="303"/>
        <source>The story goes back to its author.</source>
        <translation>Bài trả lại tác giả.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/publish.py" line="304"/>
        <source>The story leaves the list. Nothing is deleted; it can be revived.</source>
        <translation>Bài rời danh sách. Không gì bị xóa; có thể lấy lại.</translation>
    </message>
</context>
<context>
    <name>ReceiptPanel</name>
    <message>
        <location filename="../../ui/panels/receipt.py" line="61"/>
        <source>What was changed</source>
        <translation>Đã thay đổi gì</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="62"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="63"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="74"/>
        <source>Converted to Unicode</source>
        <translation>Đã chuyển sang Unicode</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="75"/>
        <source>Kept, as clean copy</source>
        <translation>Giữ lại, thành nội dung sạch</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="76"/>
        <source>Left out</source>
        <translation>Bỏ lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="77"/>
        <source>Pictures that are not here</source>
        <translation>Ảnh không có ở đây</translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message>
        <location filename="../../ui/panels/receipt.py" line="135"/>
        <source>The pasted page is being cleaned …</source>
        <translation>Đang làm sạch trang vừa dán …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="144"/>
        <location filename="../../ui/panels/receipt.py" line="169"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="146"/>
        <source>Words only</source>
        <translation>Chỉ lấy chữ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="147"/>
        <location filename="../../ui/panels/receipt.py" line="170"/>
        <source>What was changed</source>
        <translation>Đã thay đổi gì</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="158"/>
        <source>This text is written in {charset}: “{before}” would become “{after}”.</source>
        <translation>Văn bản này viết bằng {charset}: “{before}” sẽ thành “{after}”.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="162"/>
        <source>Convert</source>
        <translation>Chuyển</translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="169"/>
        <source>Converted to Unicode</source>
        <translation>Đã chuyển sang Unicode</translation>
    </message>
</context>
<context>
    <name>RemarkForm</name>
    <message>
        <location filename="../../ui/panels/remark_form.py" line="110"/>
        <source>empty: take them out</source>
        <translation>để trống: bỏ đi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/remark_form.py" line="111"/>
        <source>Suggested words</source>
        <translation>Chữ đề xuất</translation>
    </message>
    <message>
        <location filename="../../ui/panels/remark_form.py" line="112"/>
        <source>Why</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <location filename="../../ui/panels/remark_form.py" line="112"/>
        <location filename="../../ui/panels/remark_form.py" line="114"/>
        <source>Comment</source>
        <translation>Trao đổi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/remark_form.py" line="113"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/remark_form.py" line="114"/>
        <source>Suggest</source>
        <translation>Đề xuất</translation>
    </message>
</context>
<context>
    <name>ReplacePanel</name>
    <message>
        <location filename="../../ui/panels/replacing.py" line="205"/>
        <source>{done} of {total} stories</source>
        <translation>{done} / {total} bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="214"/>
        <source>Not found</source>
        <translation>Không thấy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="219"/>
        <source>Ended; nothing was changed.</source>
        <translation>Đã dừng; chưa thay gì.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="229"/>
        <source>%n place(s) replaced</source>
        <translation>
            <numerusform>Đã thay %n chỗ</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="251"/>
        <source>The replacement is taken back.</source>
        <translation>Đã hoàn tác việc thay.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="253"/>
        <source>Taken back; in %n story(s) those words were changed since.</source>
        <translation>
            <numerusform>Đã hoàn tác; ở %n bài các chữ đó đã được sửa từ lúc ấy.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="266"/>
        <source>%n of them live: readers see it when an update is published.</source>
        <translation>
            <numerusform>%n bài đã xuất bản: bạn đọc sẽ thấy khi bản cập nhật được đăng.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="272"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="308"/>
        <source>Replace {places}</source>
        <translation>Thay {places}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="308"/>
        <source>Replace</source>
        <translation>Thay</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="312"/>
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln chỗ</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="313"/>
        <source>{places} in {stories}</source>
        <translation>{places} trong {stories}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/replacing.py" line="314"/>
        <source>%Ln story(s)</source>
        <translation>
            <numerusform>%Ln bài</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="341"/>
        <source>Find and replace in all stories</source>
        <translation>Tìm và thay trong mọi bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="342"/>
        <location filename="../../ui/panels/replacing.py" line="343"/>
        <source>Find in all stories</source>
        <translation>Tìm trong mọi bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="344"/>
        <location filename="../../ui/panels/replacing.py" line="345"/>
        <source>Replace with</source>
        <translation>Thay bằng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="346"/>
        <source>Find</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="347"/>
        <source>Match case</source>
        <translation>Phân biệt chữ hoa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="348"/>
        <source>Match marks</source>
        <translation>Phân biệt dấu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="349"/>
        <source>Off: “dong da” finds “Đống Đa”</source>
        <translation>Tắt: “dong da” tìm thấy “Đống Đa”</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="350"/>
        <source>Whole words</source>
        <translation>Nguyên từ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="351"/>
        <source>Pattern</source>
        <translation>Mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="352"/>
        <source>Regular expression; \1 stands for its first group</source>
        <translation>Biểu thức chính quy; \1 là nhóm đầu tiên của nó</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="353"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/replacing.py" line="354"/>
        <source>Places, story by story</source>
        <translation>Các chỗ, theo từng bài</translation>
    </message>
</context>
<context>
    <name>Royalties</name>
    <message>
        <location filename="../../ui/royalties.py" line="102"/>
        <source>Royalties</source>
        <translation>Nhuận bút</translation>
    </message>
    <message>
        <location filename="../../ui/royalties.py" line="103"/>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <location filename="../../ui/royalties.py" line="103"/>
        <source>Table (*.csv)</source>
        <translation>Bảng (*.csv)</translation>
    </message>
    <message>
        <location filename="../../ui/royalties.py" line="108"/>
        <source>The royalty sheet is saved as {name}.</source>
        <translation>Đã lưu bảng kê nhuận bút vào {name}.</translation>
    </message>
    <message>
        <location filename="../../ui/royalties.py" line="109"/>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
</context>
<context>
    <name>RoyaltyPanel</name>
    <message>
        <location filename="../../ui/panels/royalties.py" line="98"/>
        <source>Asking the server …</source>
        <translation>Đang hỏi máy chủ …</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/royalties.py" line="146"/>
        <source>%Ln story(s)</source>
        <translation>
            <numerusform>%Ln tin, bài</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="147"/>
        <source>Total {amount} {currency}, {stories}</source>
        <translation>Tổng cộng {amount} {currency}, {stories}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="159"/>
        <source>Nothing in this month under the name by which the server knows you.</source>
        <translation>Tháng này không có gì đứng tên mà máy chủ biết bạn.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="160"/>
        <source>Nothing was first published in this month, or nothing that is sought.</source>
        <translation>Tháng này chưa có bài đăng lần đầu, hoặc không có mục cần tìm.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="167"/>
        <source>Closed {at} by {person}; its figures stay.</source>
        <translation>Đã khóa sổ {at}, người khóa: {person}; số liệu giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="171"/>
        <source>From the server, {at}.</source>
        <translation>Lấy từ máy chủ {at}.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="173"/>
        <source>Your own lines.</source>
        <translation>Phần của riêng bạn.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="238"/>
        <source>Royalties</source>
        <translation>Nhuận bút</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="239"/>
        <location filename="../../ui/panels/royalties.py" line="244"/>
        <source>Month</source>
        <translation>Tháng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="240"/>
        <location filename="../../ui/panels/royalties.py" line="243"/>
        <source>Person</source>
        <translation>Người</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="241"/>
        <location filename="../../ui/panels/royalties.py" line="245"/>
        <source>Category</source>
        <translation>Chuyên mục</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="242"/>
        <source>some letters of a name</source>
        <translation>vài chữ trong tên</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="246"/>
        <source>What each person earns</source>
        <translation>Nhuận bút của từng người</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="248"/>
        <source>Earlier month</source>
        <translation>Tháng trước</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="249"/>
        <source>Later month</source>
        <translation>Tháng sau</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="254"/>
        <source>Ask the server again</source>
        <translation>Hỏi lại máy chủ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="255"/>
        <source>Close the month …</source>
        <translation>Khóa sổ tháng …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="257"/>
        <source>Closed, its figures stay for good; what changes later is settled next month.</source>
        <translation>Khóa sổ rồi thì số liệu giữ nguyên; thay đổi về sau được tính vào tháng kế tiếp.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="259"/>
        <source>Close the month</source>
        <translation>Khóa sổ tháng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="260"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="261"/>
        <source>Table (CSV) …</source>
        <translation>Bảng (CSV) …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="262"/>
        <source>Print (PDF) …</source>
        <translation>In (PDF) …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalties.py" line="266"/>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
</context>
<context>
    <name>RoyaltyTree</name>
    <message>
        <location filename="../../ui/panels/royalty_tree.py" line="59"/>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalty_tree.py" line="60"/>
        <source>Stories</source>
        <translation>Bài viết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalty_tree.py" line="61"/>
        <source>Pictures</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalty_tree.py" line="62"/>
        <source>Coefficient</source>
        <translation>Hệ số</translation>
    </message>
    <message>
        <location filename="../../ui/panels/royalty_tree.py" line="63"/>
        <source>Amount</source>
        <translation>Thành tiền</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/royalty_tree.py" line="97"/>
        <source>To look at first: %n story(s)</source>
        <translation>
            <numerusform>Cần xem lại trước: %n bài</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulePacks</name>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="115"/>
        <source>Export …</source>
        <translation>Xuất …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="119"/>
        <source>Take away from the newsroom</source>
        <translation>Thu hồi khỏi tòa soạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="122"/>
        <source>Give to the whole newsroom</source>
        <translation>Gửi cho cả tòa soạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="124"/>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="160"/>
        <source>Rule packs</source>
        <translation>Bộ quy tắc</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="161"/>
        <source>Import a rule pack …</source>
        <translation>Nhập bộ quy tắc …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="169"/>
        <source>Whether this pack holds for this newspaper</source>
        <translation>Bộ này có áp dụng cho báo này không</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/rule_packs.py" line="178"/>
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n quy tắc</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="183"/>
        <source>More …</source>
        <translation>Thêm …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rule_packs.py" line="184"/>
        <source>More about the pack {name}</source>
        <translation>Thêm về bộ {name}</translation>
    </message>
</context>
<context>
    <name>RuleSwitches</name>
    <message>
        <location filename="../../ui/panels/rules.py" line="66"/>
        <source>Hide the rules</source>
        <translation>Ẩn các quy tắc</translation>
    </message>
    <message>
        <location filename="../../ui/panels/rules.py" line="66"/>
        <source>Rules …</source>
        <translation>Các quy tắc …</translation>
    </message>
</context>
<context>
    <name>SecondLook</name>
    <message>
        <location filename="../../ui/panels/second_look.py" line="66"/>
        <source>What may be looked at once more …</source>
        <translation>Những chỗ nên xem lại …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/second_look.py" line="67"/>
        <source>Hide this list</source>
        <translation>Ẩn danh sách này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/second_look.py" line="71"/>
        <source>Reading the story through …</source>
        <translation>Đang đọc lại bài …</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/second_look.py" line="73"/>
        <source>%n place(s); none is marked in the copy.</source>
        <translation>
            <numerusform>%n chỗ; không chỗ nào được đánh dấu trong bài.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/second_look.py" line="75"/>
        <source>Names, dates and figures stand there in one form each.</source>
        <translation>Tên, ngày tháng và số trong bài đều viết thống nhất.</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <location filename="../../ui/panels/settings.py" line="102"/>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="103"/>
        <source>Pen name</source>
        <translation>Bút danh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="133"/>
        <source>Size</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="134"/>
        <source>Font of the copy</source>
        <translation>Chữ của bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="106"/>
        <source>You</source>
        <translation>Bạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="65"/>
        <source>All desks</source>
        <translation>Mọi ban</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="108"/>
        <source>Desk, whose stories wait for you</source>
        <translation>Ban của bạn: bài của ban này chờ bạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="110"/>
        <source>Name of this computer, as colleagues see it</source>
        <translation>Tên máy này, như đồng nghiệp thấy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="112"/>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="114"/>
        <source>Publishing server</source>
        <translation>Máy chủ xuất bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="117"/>
        <source>Site, until a server has told its own</source>
        <translation>Trang báo, khi máy chủ chưa cho biết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="119"/>
        <source>Appearance</source>
        <translation>Giao diện</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="120"/>
        <source>Colours</source>
        <translation>Màu sắc</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="123"/>
        <source>Writing</source>
        <translation>Soạn bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="126"/>
        <source>Where everything is kept</source>
        <translation>Nơi lưu tất cả</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="161"/>
        <source>Show folder</source>
        <translation>Mở thư mục</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="162"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="165"/>
        <location filename="../../ui/panels/settings.py" line="171"/>
        <source>As the system</source>
        <translation>Theo hệ thống</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="172"/>
        <source>Light</source>
        <translation>Sáng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/settings.py" line="173"/>
        <source>Dark</source>
        <translation>Tối</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <location filename="../../ui/pictures/side.py" line="76"/>
        <source>Caption</source>
        <translation>Chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/side.py" line="77"/>
        <source>File and stories</source>
        <translation>Tệp và bài</translation>
    </message>
</context>
<context>
    <name>SiteLook</name>
    <message>
        <location filename="../../ui/sitelook.py" line="58"/>
        <source>Learn</source>
        <translation>Học</translation>
    </message>
</context>
<context>
    <name>SnippetPanel</name>
    <message>
        <location filename="../../ui/panels/snippets.py" line="97"/>
        <location filename="../../ui/panels/snippets.py" line="103"/>
        <source>Snippets</source>
        <translation>Đoạn mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="99"/>
        <source>Type a name and press Tab: it becomes its text, in the copy and its fields.</source>
        <translation>Gõ tên rồi bấm Tab: tên trở thành nội dung, trong bài và các trường của bài.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="101"/>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="101"/>
        <source>one word</source>
        <translation>một từ viết liền</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="102"/>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="104"/>
        <source>New</source>
        <translation>Mới</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="105"/>
        <source>Delete</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="106"/>
        <source>Import …</source>
        <translation>Nhập tệp …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="107"/>
        <source>Export …</source>
        <translation>Xuất tệp …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="108"/>
        <source>Keep</source>
        <translation>Giữ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="109"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="111"/>
        <source>Filled in as it is typed: {names}</source>
        <translation>Điền vào khi gõ: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="133"/>
        <source>Kept.</source>
        <translation>Đã giữ.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="151"/>
        <source>Taken in.</source>
        <translation>Đã nhập.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/snippets.py" line="160"/>
        <source>Written.</source>
        <translation>Đã ghi tệp.</translation>
    </message>
</context>
<context>
    <name>SourceForm</name>
    <message>
        <location filename="../../ui/dispatches/form.py" line="79"/>
        <source>Add a source</source>
        <translation>Thêm nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="79"/>
        <source>Change the source</source>
        <translation>Sửa nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="82"/>
        <source>The address of a feed (RSS, Atom), or of the site that has one.</source>
        <translation>Địa chỉ nguồn cấp tin (RSS, Atom), hoặc của trang có nguồn đó.</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="84"/>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="85"/>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="85"/>
        <source>Empty: what the source calls itself.</source>
        <translation>Để trống: tên do nguồn tự đặt.</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="86"/>
        <source>How often it is asked</source>
        <translation>Bao lâu lấy tin một lần</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="87"/>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="87"/>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="88"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="95"/>
        <source>every {count} min</source>
        <translation>{count} phút một lần</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/form.py" line="96"/>
        <source>every {count} h</source>
        <translation>{count} giờ một lần</translation>
    </message>
</context>
<context>
    <name>SourceList</name>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="80"/>
        <source>All sources</source>
        <translation>Mọi nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="91"/>
        <source>Asking {at} of {all} …</source>
        <translation>Đang lấy tin {at}/{all} …</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="143"/>
        <source>Sources</source>
        <translation>Nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="144"/>
        <source>Add a source</source>
        <translation>Thêm nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="145"/>
        <source>Ask all sources now (F5)</source>
        <translation>Lấy tin từ mọi nguồn ngay (F5)</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="146"/>
        <source>Ask all sources now</source>
        <translation>Lấy tin từ mọi nguồn ngay</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="147"/>
        <source>What else can be done with sources</source>
        <translation>Việc khác với nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="148"/>
        <source>Other acts</source>
        <translation>Việc khác</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="149"/>
        <source>Change …</source>
        <translation>Đổi …</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="150"/>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="151"/>
        <source>Import a list (OPML) …</source>
        <translation>Nhập danh sách (OPML) …</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="152"/>
        <source>Export the list (OPML) …</source>
        <translation>Xuất danh sách (OPML) …</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="160"/>
        <source>Switch on</source>
        <translation>Bật</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="160"/>
        <source>Switch off</source>
        <translation>Tắt</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/sources.py" line="173"/>
        <source>switched off</source>
        <translation>đã tắt</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/dispatches/sources.py" line="175"/>
        <source>%n unread</source>
        <translation>
            <numerusform>%n chưa đọc</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StationeryPanel</name>
    <message>
        <location filename="../../ui/panels/stationery.py" line="122"/>
        <source>Templates and codes</source>
        <translation>Mẫu và mã</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="123"/>
        <source>Name of the template</source>
        <translation>Tên mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="124"/>
        <source>New</source>
        <translation>Mẫu mới</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="125"/>
        <source>From the picture</source>
        <translation>Từ ảnh đang chọn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="126"/>
        <source>Import …</source>
        <translation>Nhập …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="127"/>
        <source>Export …</source>
        <translation>Xuất …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="128"/>
        <source>Delete</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="129"/>
        <source>Add a field</source>
        <translation>Thêm ô</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="130"/>
        <source>Keep</source>
        <translation>Lưu mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="131"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="132"/>
        <source>Choose files of codes …</source>
        <translation>Chọn tệp mã …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="133"/>
        <source>Codes become names as you type them</source>
        <translation>Mã trở thành tên khi bạn gõ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="134"/>
        <source>Templates</source>
        <translation>Mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="135"/>
        <source>What stands on both sides of a code</source>
        <translation>Dấu đứng hai bên mã</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="137"/>
        <source>Filled in for each picture: {names}</source>
        <translation>Được điền cho từng ảnh: {names}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="246"/>
        <source>no files yet</source>
        <translation>chưa có tệp nào</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/stationery.py" line="247"/>
        <source>%Ln code(s) from {files}</source>
        <translation>
            <numerusform>%Ln mã từ {files}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/stationery.py" line="248"/>
        <source>Kept.</source>
        <translation>Đã lưu.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <location filename="../../ui/panels/statusbar.py" line="106"/>
        <source>Saved here</source>
        <translation>Đã lưu tại máy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/statusbar.py" line="108"/>
        <source>Writing …</source>
        <translation>Đang viết …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/statusbar.py" line="122"/>
        <source>{count} / {commissioned} words</source>
        <translation>{count} / {commissioned} chữ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/statusbar.py" line="127"/>
        <source>Sending is paused</source>
        <translation>Đang tạm dừng gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/statusbar.py" line="129"/>
        <source>{count} waiting</source>
        <translation>{count} mục chờ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/statusbar.py" line="140"/>
        <source>The time at the newspaper</source>
        <translation>Giờ tại tòa soạn</translation>
    </message>
</context>
<context>
    <name>StoryChoice</name>
    <message>
        <location filename="../../ui/panels/story_choice.py" line="91"/>
        <location filename="../../ui/panels/story_choice.py" line="92"/>
        <source>Which story?</source>
        <translation>Bài nào?</translation>
    </message>
    <message>
        <location filename="../../ui/panels/story_choice.py" line="102"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/panels/story_choice.py" line="104"/>
        <source>A new photo story</source>
        <translation>Phóng sự ảnh mới</translation>
    </message>
</context>
<context>
    <name>StoryDelegate</name>
    <message>
        <location filename="../../ui/stories/row.py" line="87"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/stories/row.py" line="129"/>
        <source>%n caption(s) missing</source>
        <translation>
            <numerusform>Thiếu %n chú thích</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoryFields</name>
    <message>
        <location filename="../../ui/writer/fields.py" line="178"/>
        <source>never published</source>
        <translation>không đăng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="179"/>
        <source>Byline</source>
        <translation>Tác giả</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="180"/>
        <source>Main category</source>
        <translation>Chuyên mục chính</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="181"/>
        <source>Other categories</source>
        <translation>Chuyên mục phụ</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="182"/>
        <source>Dateline place</source>
        <translation>Địa danh</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="183"/>
        <source>Tags</source>
        <translation>Từ khóa</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="183"/>
        <source>separated by commas</source>
        <translation>cách nhau bằng dấu phẩy</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="184"/>
        <source>Slugline</source>
        <translation>Tên nội bộ</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="185"/>
        <source>URL slug</source>
        <translation>Đường dẫn</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="186"/>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="187"/>
        <source>Commissioned length</source>
        <translation>Độ dài đặt</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="187"/>
        <source>words</source>
        <translation>chữ</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="188"/>
        <source>Editor&apos;s note</source>
        <translation>Ghi chú biên tập</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="189"/>
        <source>Corrections</source>
        <translation>Đính chính</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="191"/>
        <source>Flags for colleagues, never published</source>
        <translation>Dấu cho đồng nghiệp, không đăng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="192"/>
        <source>Legal: ask before publishing</source>
        <translation>Pháp lý: hỏi trước khi xuất bản</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="193"/>
        <source>AI-assisted</source>
        <translation>Có sử dụng AI</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="194"/>
        <source>Confidential source</source>
        <translation>Nguồn tin cần bảo vệ</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="195"/>
        <source>None</source>
        <translation>Không có</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="238"/>
        <source>Choose a category</source>
        <translation>Chọn chuyên mục</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="249"/>
        <source>made from the headline</source>
        <translation>tạo từ tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="253"/>
        <source>Fixed since publication, so that links to the page keep working.</source>
        <translation>Cố định từ khi xuất bản, để liên kết đến trang không hỏng.</translation>
    </message>
    <message>
        <location filename="../../ui/writer/fields.py" line="315"/>
        <source>Write a whole number of words, such as {example}.</source>
        <translation>Hãy ghi số chữ nguyên, ví dụ {example}.</translation>
    </message>
</context>
<context>
    <name>StoryList</name>
    <message>
        <location filename="../../ui/stories/view.py" line="227"/>
        <location filename="../../ui/stories/view.py" line="232"/>
        <source>Search articles</source>
        <translation>Tìm bài viết</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="228"/>
        <source>Clear the search</source>
        <translation>Xóa nội dung tìm</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="230"/>
        <source>Searches headlines, copy and captions, with or without marks (Ctrl+Shift+F)</source>
        <translation>Tìm trong tiêu đề, nội dung và chú thích, có dấu hay không dấu (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="233"/>
        <source>New article (Ctrl+N)</source>
        <translation>Bài viết mới (Ctrl+N)</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="234"/>
        <location filename="../../ui/stories/view.py" line="300"/>
        <source>New article</source>
        <translation>Bài viết mới</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="235"/>
        <source>Stories</source>
        <translation>Bài viết</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="294"/>
        <source>No story is like that.</source>
        <translation>Không có bài nào như vậy.</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="295"/>
        <source>Show all stories</source>
        <translation>Hiện tất cả bài</translation>
    </message>
    <message>
        <location filename="../../ui/stories/view.py" line="298"/>
        <source>The stories that you write stand here, saved from the first key press.</source>
        <translation>Bài bạn viết nằm ở đây, được lưu từ phím gõ đầu tiên.</translation>
    </message>
</context>
<context>
    <name>StubForm</name>
    <message>
        <location filename="../../ui/plan_forms.py" line="77"/>
        <source>Choose a category</source>
        <translation>Chọn chuyên mục</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="89"/>
        <source>Plan a story</source>
        <translation>Lên đề tài</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="91"/>
        <source>Working headline</source>
        <translation>Tiêu đề tạm</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="92"/>
        <source>Slugline</source>
        <translation>Tên nội bộ</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="92"/>
        <source>never published</source>
        <translation>không đăng</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="93"/>
        <source>Main category</source>
        <translation>Chuyên mục chính</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="94"/>
        <source>Commissioned length</source>
        <translation>Độ dài đặt</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="94"/>
        <source>words</source>
        <translation>chữ</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="95"/>
        <source>Plan and open</source>
        <translation>Lên đề tài và mở</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="96"/>
        <source>Plan it</source>
        <translation>Lên đề tài</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="105"/>
        <source>A planned story needs a working headline.</source>
        <translation>Đề tài cần có tiêu đề tạm.</translation>
    </message>
    <message>
        <location filename="../../ui/plan_forms.py" line="107"/>
        <source>Write the length as a whole number of words.</source>
        <translation>Hãy ghi độ dài bằng số chữ tròn.</translation>
    </message>
</context>
<context>
    <name>TableSize</name>
    <message>
        <location filename="../../ui/writer/table_size.py" line="41"/>
        <source>Size of the table</source>
        <translation>Cỡ bảng</translation>
    </message>
    <message>
        <location filename="../../ui/writer/table_size.py" line="66"/>
        <source>{rows} rows × {columns} columns</source>
        <translation>{rows} hàng × {columns} cột</translation>
    </message>
</context>
<context>
    <name>Teller</name>
    <message>
        <location filename="../../ui/panels/told.py" line="124"/>
        <source>Moved away from here: “{opening} …”</source>
        <translation>Đã chuyển đi từ đây: “{opening} …”</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="129"/>
        <source>Moved to here</source>
        <translation>Chuyển đến đây</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="131"/>
        <source>Moved away from here</source>
        <translation>Chuyển đi từ đây</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="141"/>
        <source>Picture added</source>
        <translation>Thêm ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="142"/>
        <source>Picture removed</source>
        <translation>Bỏ ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="143"/>
        <source>Picture</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="164"/>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="164"/>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <location filename="../../ui/panels/told.py" line="187"/>
        <source>set</source>
        <translation>đã đặt</translation>
    </message>
</context>
<context>
    <name>TemplateLine</name>
    <message>
        <location filename="../../ui/panels/template_line.py" line="52"/>
        <source>in place of what stands there</source>
        <translation>thay nội dung đang có</translation>
    </message>
    <message>
        <location filename="../../ui/panels/template_line.py" line="53"/>
        <source>before what stands there</source>
        <translation>trước nội dung đang có</translation>
    </message>
    <message>
        <location filename="../../ui/panels/template_line.py" line="54"/>
        <source>after what stands there</source>
        <translation>sau nội dung đang có</translation>
    </message>
    <message>
        <location filename="../../ui/panels/template_line.py" line="55"/>
        <source>only where nothing stands</source>
        <translation>chỉ nơi còn trống</translation>
    </message>
    <message>
        <location filename="../../ui/panels/template_line.py" line="58"/>
        <source>Take this field out of the template</source>
        <translation>Bỏ ô này khỏi mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/template_line.py" line="60"/>
        <source>Field</source>
        <translation>Ô</translation>
    </message>
    <message>
        <location filename="../../ui/panels/template_line.py" line="61"/>
        <source>How the text comes to it</source>
        <translation>Cách ghi nội dung</translation>
    </message>
    <message>
        <location filename="../../ui/panels/template_line.py" line="62"/>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <location filename="../../ui/panels/thread.py" line="134"/>
        <location filename="../../ui/panels/thread.py" line="181"/>
        <location filename="../../ui/panels/thread.py" line="198"/>
        <source>Somebody</source>
        <translation>Ai đó</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="159"/>
        <source>Insert: {words}</source>
        <translation>Thêm: {words}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="161"/>
        <source>Take out: {words}</source>
        <translation>Bỏ: {words}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="162"/>
        <source>{old} becomes {new}</source>
        <translation>{old} thành {new}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="183"/>
        <source>Resolved by {who}, {time}</source>
        <translation>{who} đã xử lý xong, {time}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="184"/>
        <source>Accepted by {who}, {time}</source>
        <translation>{who} đã nhận, {time}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="185"/>
        <source>Rejected by {who}, {time}</source>
        <translation>{who} đã bỏ, {time}</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="189"/>
        <source>Its words are no longer in the copy.</source>
        <translation>Những chữ này không còn trong bài.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="191"/>
        <source>The copy now says “{words}”; accepting replaces that.</source>
        <translation>Bài nay viết “{words}”; nhận thì thay chỗ đó.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="205"/>
        <source>Accept</source>
        <translation>Nhận</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="206"/>
        <source>Reject</source>
        <translation>Bỏ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="207"/>
        <source>Resolve</source>
        <translation>Xong</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="208"/>
        <source>Reply</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="209"/>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="210"/>
        <source>Send</source>
        <translation>Gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/thread.py" line="211"/>
        <source>Your answer</source>
        <translation>Câu trả lời của bạn</translation>
    </message>
</context>
<context>
    <name>TileDelegate</name>
    <message>
        <location filename="../../ui/pictures/tiles.py" line="285"/>
        <source>Missing caption</source>
        <translation>Thiếu chú thích</translation>
    </message>
</context>
<context>
    <name>TilesModel</name>
    <message>
        <location filename="../../ui/pictures/tiles.py" line="159"/>
        <source>{name}, missing caption</source>
        <translation>{name}, thiếu chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/pictures/tiles.py" line="160"/>
        <source>Lead picture: {told}</source>
        <translation>Ảnh đại diện: {told}</translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <location filename="../../ui/panels/timeline.py" line="165"/>
        <source>this laptop</source>
        <translation>máy này</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <location filename="../../ui/panels/topbar.py" line="229"/>
        <source>Write</source>
        <translation>Viết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="230"/>
        <source>Write (Ctrl+1)</source>
        <translation>Viết (Ctrl+1)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="231"/>
        <source>Photos</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="233"/>
        <source>Look through pictures and caption them (Ctrl+2)</source>
        <translation>Xem và ghi chú thích ảnh (Ctrl+2)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="235"/>
        <source>Outbox</source>
        <translation>Hộp gửi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="236"/>
        <source>What waits to be sent (Ctrl+3)</source>
        <translation>Những gì đang chờ gửi (Ctrl+3)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="237"/>
        <source>Wires</source>
        <translation>Nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="238"/>
        <source>News of agencies and other papers (Ctrl+4)</source>
        <translation>Tin của các hãng và báo khác (Ctrl+4)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="239"/>
        <source>Menu (F10)</source>
        <translation>Trình đơn (F10)</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="240"/>
        <source>Menu</source>
        <translation>Trình đơn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="241"/>
        <source>What else can be done with this story</source>
        <translation>Việc khác với bài này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="242"/>
        <source>Other acts</source>
        <translation>Việc khác</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="243"/>
        <source>Sync</source>
        <translation>Đồng bộ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="253"/>
        <source>{who} is also here</source>
        <translation>{who} cũng đang mở bài này</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/topbar.py" line="255"/>
        <source>{who} and %n more are also here</source>
        <translation>
            <numerusform>{who} và %n người nữa cũng đang mở bài này</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="271"/>
        <source>Without a headline</source>
        <translation>Chưa có tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="277"/>
        <source>The newest words are not sent yet.</source>
        <translation>Những chữ mới nhất chưa được gửi.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="292"/>
        <source>Writing …</source>
        <translation>Đang viết …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/topbar.py" line="292"/>
        <source>Saved here</source>
        <translation>Đã lưu tại máy</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <location filename="../../ui/panels/trouble.py" line="66"/>
        <source>Choose the folder with the stories</source>
        <translation>Chọn thư mục chứa bài</translation>
    </message>
    <message>
        <location filename="../../ui/panels/trouble.py" line="94"/>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <location filename="../../ui/panels/trouble.py" line="95"/>
        <source>Choose another folder …</source>
        <translation>Chọn thư mục khác …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/trouble.py" line="96"/>
        <source>Show folder</source>
        <translation>Mở thư mục</translation>
    </message>
    <message>
        <location filename="../../ui/panels/trouble.py" line="97"/>
        <source>Quit</source>
        <translation>Thoát</translation>
    </message>
    <message>
        <location filename="../../ui/panels/trouble.py" line="90"/>
        <source>Stet cannot open its store</source>
        <translation>Stet không mở được kho bài</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <location filename="../../ui/preview/views.py" line="91"/>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="92"/>
        <source>Tablet</source>
        <translation>Máy tính bảng</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="93"/>
        <source>Desktop</source>
        <translation>Máy tính</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="94"/>
        <source>Card: first on the home page</source>
        <translation>Thẻ: đứng đầu trang chủ</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="95"/>
        <source>Row: below another story</source>
        <translation>Dòng: trong mục tin khác dưới bài khác</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="96"/>
        <source>Share card: where its link is passed on</source>
        <translation>Thẻ chia sẻ: khi liên kết được gửi đi</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="97"/>
        <source>Print proof, sheet by sheet</source>
        <translation>Bản in thử, từng tờ</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="102"/>
        <source>The page on a dark screen</source>
        <translation>Trang trên nền tối</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="104"/>
        <source>The page in the site&apos;s own look</source>
        <translation>Trang theo giao diện riêng của báo</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="111"/>
        <source>In a feed: Facebook, X, LinkedIn</source>
        <translation>Trên dòng tin: Facebook, X, LinkedIn</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="112"/>
        <source>In a message: Zalo, Messenger, mail</source>
        <translation>Trong tin nhắn: Zalo, Messenger, thư</translation>
    </message>
    <message>
        <location filename="../../ui/preview/views.py" line="113"/>
        <source>Found by a search engine</source>
        <translation>Trên trang tìm kiếm</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <location filename="../../ui/panels/welcome.py" line="121"/>
        <source>Welcome</source>
        <translation>Chào bạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="124"/>
        <source>Write offline, caption, publish. Everything is saved on this computer from the first key press. All of this can be changed later in the settings.</source>
        <translation>Viết khi ngoại tuyến, chú thích ảnh, xuất bản. Mọi thứ được lưu trên máy này từ phím gõ đầu tiên. Các mục dưới đây đều có thể đổi lại trong phần cài đặt.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="128"/>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="129"/>
        <source>Your name</source>
        <translation>Tên của bạn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="130"/>
        <source>Pen name, as readers see it</source>
        <translation>Bút danh, như bạn đọc thấy</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="131"/>
        <source>The newspaper&apos;s pages are in</source>
        <translation>Trang báo dùng tiếng</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="132"/>
        <source>Publishing server</source>
        <translation>Máy chủ xuất bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="133"/>
        <source>Empty: the built-in server on this computer</source>
        <translation>Để trống: máy chủ có sẵn trên máy này</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="134"/>
        <source>Start writing</source>
        <translation>Bắt đầu viết</translation>
    </message>
    <message>
        <location filename="../../ui/panels/welcome.py" line="135"/>
        <source>Skip</source>
        <translation>Bỏ qua</translation>
    </message>
</context>
<context>
    <name>When</name>
    <message>
        <location filename="../../ui/panels/when.py" line="92"/>
        <source>At a time</source>
        <translation>Vào giờ hẹn</translation>
    </message>
    <message>
        <location filename="../../ui/panels/when.py" line="93"/>
        <source>Time of publication</source>
        <translation>Giờ xuất bản</translation>
    </message>
    <message>
        <location filename="../../ui/panels/when.py" line="102"/>
        <source>The server publishes it then by its own clock, also if you are offline.</source>
        <translation>Máy chủ sẽ xuất bản theo đồng hồ của máy chủ, kể cả khi bạn ngoại tuyến.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/when.py" line="111"/>
        <source>Under embargo until {time}.</source>
        <translation>Không đăng trước {time}.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/when.py" line="113"/>
        <source>This time has passed.</source>
        <translation>Giờ này đã qua.</translation>
    </message>
</context>
<context>
    <name>WirePage</name>
    <message>
        <location filename="../../ui/dispatches/page.py" line="200"/>
        <location filename="../../ui/dispatches/page.py" line="201"/>
        <source>Search the wires</source>
        <translation>Tìm trong nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="202"/>
        <source>With marks or without (/)</source>
        <translation>Có dấu hoặc không dấu (/)</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="203"/>
        <source>Clear the search</source>
        <translation>Xóa nội dung tìm</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="204"/>
        <location filename="../../ui/dispatches/page.py" line="205"/>
        <source>Only what nobody has read</source>
        <translation>Chỉ tin chưa đọc</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="206"/>
        <source>Mark all in this list as read (Shift+A)</source>
        <translation>Đánh dấu cả danh sách là đã đọc (Shift+A)</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="207"/>
        <source>Mark all in this list as read</source>
        <translation>Đánh dấu cả danh sách là đã đọc</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="208"/>
        <source>Wires</source>
        <translation>Nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="209"/>
        <source>Nothing has come in that fits.</source>
        <translation>Không có tin nào phù hợp.</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="210"/>
        <source>No sources yet</source>
        <translation>Chưa có nguồn tin nào</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="213"/>
        <source>News of agencies, authorities and other papers comes in here by RSS or Atom, and a story can be started from each. What came in can be read with no network.</source>
        <translation>Tin của các hãng, cơ quan và báo khác về đây qua RSS hoặc Atom; từ mỗi tin có thể bắt đầu một bài viết. Tin đã về đọc được cả khi không có mạng.</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="217"/>
        <source>Add a source</source>
        <translation>Thêm nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/dispatches/page.py" line="218"/>
        <source>Import a list (OPML) …</source>
        <translation>Nhập danh sách (OPML) …</translation>
    </message>
</context>
<context>
    <name>WireSources</name>
    <message numerus="yes">
        <location filename="../../ui/wire_sources.py" line="59"/>
        <source>%n new source(s).</source>
        <translation>
            <numerusform>%n nguồn tin mới.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/wire_sources.py" line="66"/>
        <source>The list of sources is written.</source>
        <translation>Đã ghi danh sách nguồn tin.</translation>
    </message>
    <message>
        <location filename="../../ui/wire_sources.py" line="124"/>
        <source>“{source}” is removed, with what it sent.</source>
        <translation>Đã bỏ “{source}” cùng các tin của nguồn này.</translation>
    </message>
    <message>
        <location filename="../../ui/wire_sources.py" line="125"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../../ui/wire_sources.py" line="139"/>
        <source>Import a list of sources</source>
        <translation>Nhập danh sách nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/wire_sources.py" line="142"/>
        <source>Export the list of sources</source>
        <translation>Xuất danh sách nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/wire_sources.py" line="148"/>
        <source>Lists of sources (*.opml *.xml)</source>
        <translation>Danh sách nguồn tin (*.opml *.xml)</translation>
    </message>
    <message>
        <location filename="../../ui/wire_sources.py" line="148"/>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
</context>
<context>
    <name>Wires</name>
    <message>
        <location filename="../../ui/wires.py" line="125"/>
        <source>The notes to editors of the open story tell of it now.</source>
        <translation>Ghi chú biên tập của bài đang mở đã có tin này.</translation>
    </message>
    <message>
        <location filename="../../ui/wires.py" line="127"/>
        <location filename="../../ui/wires.py" line="158"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/wires.py" line="156"/>
        <source>%Ln wire story(s) marked as read.</source>
        <translation>
            <numerusform>%Ln tin đã đánh dấu đã đọc.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/wires.py" line="280"/>
        <source>A draft quotes the wire story; its note to editors says where it is from.</source>
        <translation>Bản nháp đã trích dẫn tin; ghi chú biên tập cho biết nguồn.</translation>
    </message>
    <message>
        <location filename="../../ui/wires.py" line="281"/>
        <source>Back to the wires</source>
        <translation>Về nguồn tin</translation>
    </message>
</context>
<context>
    <name>Writer</name>
    <message>
        <location filename="../../ui/writer/view.py" line="229"/>
        <source>Write the copy here</source>
        <translation>Viết nội dung ở đây</translation>
    </message>
    <message>
        <location filename="../../ui/writer/view.py" line="223"/>
        <source>Copy</source>
        <translation>Nội dung</translation>
    </message>
</context>
<context>
    <name>WritingChoices</name>
    <message>
        <location filename="../../ui/panels/writing.py" line="84"/>
        <source>Curly quotes and dashes in Vietnamese: “ ” ‘ ’ –</source>
        <translation>Ngoặc kép cong và gạch ngang trong bài tiếng Việt: “ ” ‘ ’ –</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="85"/>
        <source>Curly quotes and dashes in English: “ ” ‘ ’ – — …</source>
        <translation>Ngoặc kép cong và gạch ngang trong bài tiếng Anh: “ ” ‘ ’ – — …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="87"/>
        <source>As they are typed. Undo gives the straight one back, which then stays.</source>
        <translation>Ngay khi gõ. Hoàn tác trả lại dấu thẳng, và dấu ấy ở lại.</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="89"/>
        <source>What expands the name of a snippet</source>
        <translation>Phím mở đoạn mẫu</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="90"/>
        <source>Snippets …</source>
        <translation>Đoạn mẫu …</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="92"/>
        <source>Typewriter scrolling: the line of the caret stays at one height</source>
        <translation>Cuộn kiểu máy chữ: dòng có con trỏ đứng yên một chỗ</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="94"/>
        <source>In focus mode other paragraphs stand back</source>
        <translation>Khi tập trung, các đoạn khác mờ đi</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="95"/>
        <source>Height of that line on the page</source>
        <translation>Vị trí dòng ấy trên trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="100"/>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="101"/>
        <source>The space bar</source>
        <translation>Phím cách</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="102"/>
        <source>Only the command</source>
        <translation>Chỉ bằng lệnh</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="107"/>
        <source>A third from the top</source>
        <translation>Một phần ba từ trên</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="108"/>
        <source>The middle</source>
        <translation>Giữa trang</translation>
    </message>
    <message>
        <location filename="../../ui/panels/writing.py" line="109"/>
        <source>Below the middle</source>
        <translation>Dưới giữa trang</translation>
    </message>
</context>
<context>
    <name>_Counted</name>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="333"/>
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln chữ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="336"/>
        <source>%n min</source>
        <translation>
            <numerusform>%n phút</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="339"/>
        <source>%n min ago</source>
        <translation>
            <numerusform>%n phút trước</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="342"/>
        <source>%n h ago</source>
        <translation>
            <numerusform>%n giờ trước</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="345"/>
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n ngày trước</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="348"/>
        <source>%n min overdue</source>
        <translation>
            <numerusform>quá hạn %n phút</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="351"/>
        <source>%n h overdue</source>
        <translation>
            <numerusform>quá hạn %n giờ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/words.py" line="354"/>
        <source>%n day(s) overdue</source>
        <translation>
            <numerusform>quá hạn %n ngày</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Kinds</name>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="183"/>
        <source>%Ln paragraph(s)</source>
        <translation>
            <numerusform>%Ln đoạn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="184"/>
        <source>%Ln heading(s)</source>
        <translation>
            <numerusform>%Ln đề mục</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="185"/>
        <source>%Ln list(s)</source>
        <translation>
            <numerusform>%Ln danh sách</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="186"/>
        <source>%Ln quotation(s)</source>
        <translation>
            <numerusform>%Ln trích dẫn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="187"/>
        <source>%Ln box(es)</source>
        <translation>
            <numerusform>%Ln hộp thông tin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="188"/>
        <source>%Ln link card(s)</source>
        <translation>
            <numerusform>%Ln thẻ liên kết</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="189"/>
        <source>%Ln table(s)</source>
        <translation>
            <numerusform>%Ln bảng</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="190"/>
        <source>%Ln link(s)</source>
        <translation>
            <numerusform>%Ln liên kết</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="191"/>
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln ảnh</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="192"/>
        <source>%Ln passage(s) of code</source>
        <translation>
            <numerusform>%Ln đoạn mã</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="193"/>
        <source>%Ln script(s)</source>
        <translation>
            <numerusform>%Ln đoạn kịch bản</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="194"/>
        <source>%Ln style(s) of type and colour</source>
        <translation>
            <numerusform>%Ln kiểu chữ và màu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="195"/>
        <source>%Ln embedded player(s) or drawing(s)</source>
        <translation>
            <numerusform>%Ln khung nhúng hoặc hình vẽ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="196"/>
        <source>%Ln part(s) of a form</source>
        <translation>
            <numerusform>%Ln phần của biểu mẫu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="197"/>
        <source>%Ln note(s) of the program that wrote it</source>
        <translation>
            <numerusform>%Ln ghi chú của chương trình soạn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="198"/>
        <source>%Ln passage(s) that the page hides</source>
        <translation>
            <numerusform>%Ln đoạn bị trang giấu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="199"/>
        <source>%Ln invisible picture(s) that count readers</source>
        <translation>
            <numerusform>%Ln ảnh vô hình để đếm người đọc</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="200"/>
        <source>The menus and lists around the story</source>
        <translation>Trình đơn và danh sách quanh bài</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="201"/>
        <source>%Ln footnote(s)</source>
        <translation>
            <numerusform>%Ln chú thích cuối trang</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="202"/>
        <source>%Ln passage(s) that somebody added, accepted</source>
        <translation>
            <numerusform>%Ln đoạn được thêm, đã chấp nhận</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="203"/>
        <source>%Ln passage(s) that somebody deleted</source>
        <translation>
            <numerusform>%Ln đoạn đã bị xóa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="204"/>
        <source>%Ln remark(s), now in the note to editors</source>
        <translation>
            <numerusform>%Ln nhận xét, nay nằm trong ghi chú biên tập</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="205"/>
        <source>%Ln formula(s)</source>
        <translation>
            <numerusform>%Ln công thức</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="206"/>
        <source>%Ln shortcode(s) of the site it comes from</source>
        <translation>
            <numerusform>%Ln mã ngắn của trang gốc</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="207"/>
        <source>%Ln comment(s) of readers</source>
        <translation>
            <numerusform>%Ln bình luận của bạn đọc</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="208"/>
        <source>%Ln related item(s) that came along</source>
        <translation>
            <numerusform>%Ln mục liên quan gửi kèm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/panels/receipt.py" line="209"/>
        <source>%Ln not here yet</source>
        <translation>
            <numerusform>%Ln ảnh chưa có ở đây</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/panels/receipt.py" line="218"/>
        <source>Pasted as clean copy</source>
        <translation>Đã dán, thành nội dung sạch</translation>
    </message>
</context>
<context>
    <name>_Seen</name>
    <message numerus="yes">
        <location filename="../../ui/panels/publish.py" line="326"/>
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n ảnh</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <location filename="../../ui/commands.py" line="34"/>
        <source>Story</source>
        <translation>Bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="35"/>
        <source>Edit</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="36"/>
        <source>Format</source>
        <translation>Định dạng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="37"/>
        <source>Insert</source>
        <translation>Chèn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="38"/>
        <source>Review</source>
        <translation>Duyệt bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="39"/>
        <source>Table</source>
        <translation>Bảng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="40"/>
        <location filename="../../ui/commands.py" line="166"/>
        <source>Photos</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="41"/>
        <location filename="../../ui/commands.py" line="168"/>
        <source>Wires</source>
        <translation>Nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="42"/>
        <source>View</source>
        <translation>Xem</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="43"/>
        <source>Captions</source>
        <translation>Chú thích ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="44"/>
        <source>Desk</source>
        <translation>Tòa soạn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="45"/>
        <source>Help</source>
        <translation>Trợ giúp</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="50"/>
        <source>New article</source>
        <translation>Bài viết mới</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="51"/>
        <source>Plan a story …</source>
        <translation>Lên đề tài …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="52"/>
        <source>Plan of the day</source>
        <translation>Kế hoạch tin bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="53"/>
        <source>Import documents …</source>
        <translation>Nhập tài liệu …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="54"/>
        <source>Export story …</source>
        <translation>Xuất bài …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="55"/>
        <source>Search articles</source>
        <translation>Tìm bài viết</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="56"/>
        <source>Next story</source>
        <translation>Bài sau</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="57"/>
        <source>Previous story</source>
        <translation>Bài trước</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="58"/>
        <source>Add pictures …</source>
        <translation>Thêm ảnh …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="59"/>
        <source>Next step: submit, approve, publish …</source>
        <translation>Bước tiếp: gửi duyệt, duyệt, xuất bản …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="60"/>
        <source>Other acts: return, take down, spike …</source>
        <translation>Việc khác: trả lại, gỡ, loại bài …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="61"/>
        <source>Open page</source>
        <translation>Mở trang</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="62"/>
        <source>Copy link</source>
        <translation>Sao chép liên kết</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="63"/>
        <source>Read aloud from the caret, or end it</source>
        <translation>Đọc thành tiếng từ con trỏ, hoặc dừng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="64"/>
        <source>Royalties …</source>
        <translation>Nhuận bút …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="65"/>
        <source>Settings …</source>
        <translation>Cài đặt …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="66"/>
        <source>Quit</source>
        <translation>Thoát</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="67"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="68"/>
        <source>Redo</source>
        <translation>Làm lại</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="69"/>
        <source>Cut</source>
        <translation>Cắt</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="70"/>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="71"/>
        <source>Paste</source>
        <translation>Dán</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="72"/>
        <source>Paste without formatting</source>
        <translation>Dán không định dạng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="73"/>
        <source>Select all</source>
        <translation>Chọn tất cả</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="74"/>
        <source>Find in the story</source>
        <translation>Tìm trong bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="75"/>
        <source>Replace in the story</source>
        <translation>Thay thế trong bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="76"/>
        <source>Replace in all stories …</source>
        <translation>Thay trong mọi bài …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="77"/>
        <source>Next thing to mend</source>
        <translation>Lỗi tiếp theo</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="78"/>
        <source>Put the words at the caret right</source>
        <translation>Sửa chỗ tại con trỏ</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="79"/>
        <source>Curly quotes and dashes while typing</source>
        <translation>Ngoặc kép cong và gạch ngang khi gõ</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="80"/>
        <source>Expand the snippet at the caret</source>
        <translation>Mở đoạn mẫu tại con trỏ</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="81"/>
        <source>Snippets …</source>
        <translation>Đoạn mẫu …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="82"/>
        <source>Bold</source>
        <translation>In đậm</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="83"/>
        <source>Italic</source>
        <translation>In nghiêng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="84"/>
        <source>Heading</source>
        <translation>Tiêu đề mục</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="85"/>
        <source>Smaller heading</source>
        <translation>Tiêu đề mục nhỏ hơn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="86"/>
        <source>Back to plain text</source>
        <translation>Trở lại chữ thường</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="87"/>
        <source>Quotation</source>
        <translation>Trích dẫn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="88"/>
        <source>List</source>
        <translation>Danh sách</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="89"/>
        <source>Numbered list</source>
        <translation>Danh sách đánh số</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="90"/>
        <source>Nest the item of a list</source>
        <translation>Thụt mục của danh sách vào</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="91"/>
        <source>Take the item out again</source>
        <translation>Đưa mục trở ra</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="92"/>
        <source>Link</source>
        <translation>Liên kết</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="93"/>
        <source>Footnote, and back</source>
        <translation>Chú thích cuối bài, và trở lại</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="94"/>
        <source>Pull quote</source>
        <translation>Trích dẫn nổi bật</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="95"/>
        <source>Box</source>
        <translation>Hộp thông tin</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="96"/>
        <source>Table …</source>
        <translation>Bảng …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="97"/>
        <source>Link as a card</source>
        <translation>Liên kết dạng thẻ</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="98"/>
        <source>Comment on the selection</source>
        <translation>Trao đổi về chỗ đang chọn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="99"/>
        <source>Suggest a change …</source>
        <translation>Đề xuất sửa …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="100"/>
        <source>Next comment</source>
        <translation>Trao đổi tiếp theo</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="101"/>
        <source>Previous comment</source>
        <translation>Trao đổi trước đó</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="102"/>
        <source>Accept the suggestion</source>
        <translation>Nhận đề xuất</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="103"/>
        <source>Reject the suggestion</source>
        <translation>Bỏ đề xuất</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="104"/>
        <source>Resolve the comment</source>
        <translation>Đánh dấu trao đổi đã xong</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="105"/>
        <source>Accept all suggestions</source>
        <translation>Nhận mọi đề xuất</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="106"/>
        <source>Reject all suggestions</source>
        <translation>Bỏ mọi đề xuất</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="107"/>
        <source>Add a row below</source>
        <translation>Thêm hàng bên dưới</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="108"/>
        <source>Add a column to the right</source>
        <translation>Thêm cột bên phải</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="109"/>
        <source>Remove the row</source>
        <translation>Bỏ hàng này</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="110"/>
        <source>Remove the column</source>
        <translation>Bỏ cột này</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="111"/>
        <source>Align the column left</source>
        <translation>Canh cột sang trái</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="112"/>
        <source>Centre the column</source>
        <translation>Canh cột vào giữa</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="113"/>
        <source>Align the column right</source>
        <translation>Canh cột sang phải</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="114"/>
        <source>Put the columns in line</source>
        <translation>Xếp thẳng các cột</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="115"/>
        <source>Insert the chosen picture</source>
        <translation>Chèn ảnh đang chọn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="116"/>
        <source>Open a card or folder …</source>
        <translation>Mở thẻ nhớ hoặc thư mục …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="117"/>
        <source>Pictures of the open story</source>
        <translation>Ảnh của bài đang mở</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="118"/>
        <source>All pictures of the store</source>
        <translation>Tất cả ảnh trong kho</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="119"/>
        <source>Attach to the open story</source>
        <translation>Đưa vào bài đang mở</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="120"/>
        <source>Attach to another story …</source>
        <translation>Đưa vào bài khác …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="121"/>
        <source>Attach to a new photo story</source>
        <translation>Đưa vào phóng sự ảnh mới</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="122"/>
        <source>Go to the story it stands in</source>
        <translation>Đến bài có ảnh này</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="123"/>
        <source>Read the card or folder again</source>
        <translation>Đọc lại thẻ nhớ hoặc thư mục</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="124"/>
        <source>Search these pictures</source>
        <translation>Tìm trong các ảnh này</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="125"/>
        <source>One picture, or all</source>
        <translation>Một ảnh, hoặc tất cả</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="126"/>
        <source>Pixel by pixel, or whole</source>
        <translation>Từng điểm ảnh, hoặc cả ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="127"/>
        <source>Compare what is selected</source>
        <translation>So sánh các ảnh đã chọn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="128"/>
        <source>Next picture</source>
        <translation>Ảnh sau</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="129"/>
        <source>Previous picture</source>
        <translation>Ảnh trước</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="130"/>
        <source>Pick, or take it back</source>
        <translation>Chọn dùng, hoặc thôi</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="131"/>
        <source>Reject, or take it back</source>
        <translation>Loại, hoặc thôi</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="132"/>
        <source>No stars</source>
        <translation>Không sao</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="133"/>
        <source>1 star</source>
        <translation>1 sao</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="134"/>
        <source>2 stars</source>
        <translation>2 sao</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="135"/>
        <source>3 stars</source>
        <translation>3 sao</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="136"/>
        <source>4 stars</source>
        <translation>4 sao</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="137"/>
        <source>5 stars</source>
        <translation>5 sao</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="138"/>
        <source>No colour</source>
        <translation>Không màu</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="139"/>
        <source>Colour 1: red</source>
        <translation>Màu 1: đỏ</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="140"/>
        <source>Colour 2: orange</source>
        <translation>Màu 2: cam</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="141"/>
        <source>Colour 3: yellow</source>
        <translation>Màu 3: vàng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="142"/>
        <source>Colour 4: green</source>
        <translation>Màu 4: lục</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="143"/>
        <source>Colour 5: cyan</source>
        <translation>Màu 5: xanh ngọc</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="144"/>
        <source>Colour 6: blue</source>
        <translation>Màu 6: lam</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="145"/>
        <source>Colour 7: violet</source>
        <translation>Màu 7: tím</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="146"/>
        <source>Colour 8: pink</source>
        <translation>Màu 8: hồng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="147"/>
        <source>Turn to the left</source>
        <translation>Xoay sang trái</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="148"/>
        <source>Turn to the right</source>
        <translation>Xoay sang phải</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="149"/>
        <source>Turn, straighten and crop …</source>
        <translation>Xoay, chỉnh thẳng và cắt ảnh …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="150"/>
        <source>Export as they are, with their words …</source>
        <translation>Xuất nguyên bản, kèm chú thích …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="151"/>
        <source>Export for the web …</source>
        <translation>Xuất để đăng web …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="152"/>
        <source>Export for a message …</source>
        <translation>Xuất để gửi tin nhắn …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="153"/>
        <source>Caption sheet as PDF …</source>
        <translation>Bảng chú thích (PDF) …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="154"/>
        <source>Next wire story</source>
        <translation>Tin tiếp theo</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="155"/>
        <source>Previous wire story</source>
        <translation>Tin trước</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="156"/>
        <source>Start a story from it</source>
        <translation>Viết bài từ tin này</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="157"/>
        <source>Add it to the open story as a note</source>
        <translation>Thêm vào bài đang mở làm ghi chú</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="158"/>
        <source>Go to the story that was started from it</source>
        <translation>Đến bài đã viết từ tin này</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="159"/>
        <source>Open it in the browser</source>
        <translation>Mở trong trình duyệt</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="160"/>
        <source>Mark as unread, or as read</source>
        <translation>Đánh dấu chưa đọc hoặc đã đọc</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="161"/>
        <source>Mark all in the list as read</source>
        <translation>Đánh dấu cả danh sách là đã đọc</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="162"/>
        <source>Ask all sources now</source>
        <translation>Lấy tin từ mọi nguồn ngay</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="163"/>
        <source>Search the wires</source>
        <translation>Tìm trong nguồn tin</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="164"/>
        <source>Add a source …</source>
        <translation>Thêm nguồn tin …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="165"/>
        <source>Write</source>
        <translation>Viết</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="167"/>
        <source>Outbox</source>
        <translation>Hộp gửi</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="169"/>
        <source>List of stories</source>
        <translation>Danh sách bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="170"/>
        <source>Show all stories</source>
        <translation>Xem mọi bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="171"/>
        <source>Show my stories</source>
        <translation>Xem bài của tôi</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="172"/>
        <source>Show what waits for me</source>
        <translation>Xem bài chờ tôi</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="173"/>
        <source>Show what is planned</source>
        <translation>Xem đề tài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="174"/>
        <source>Show what is overdue</source>
        <translation>Xem bài quá hạn</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="175"/>
        <source>Preview</source>
        <translation>Xem trước</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="176"/>
        <source>Inspector</source>
        <translation>Thông tin bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="177"/>
        <source>Story fields</source>
        <translation>Các mục của bài</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="178"/>
        <source>Pictures</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="179"/>
        <source>Checks</source>
        <translation>Kiểm tra</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="180"/>
        <source>Rules and rule packs</source>
        <translation>Quy tắc và bộ quy tắc</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="181"/>
        <source>History</source>
        <translation>Lịch sử</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="182"/>
        <source>Comments</source>
        <translation>Trao đổi</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="183"/>
        <source>Look back: compare versions …</source>
        <translation>Xem lại: so sánh phiên bản …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="184"/>
        <source>Next change, looking back</source>
        <translation>Thay đổi sau, khi xem lại</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="185"/>
        <source>The change before, looking back</source>
        <translation>Thay đổi trước, khi xem lại</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="186"/>
        <source>Later version</source>
        <translation>Bản sau</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="187"/>
        <source>Earlier version</source>
        <translation>Bản trước</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="188"/>
        <source>Take this change back</source>
        <translation>Hoàn lại thay đổi này</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="189"/>
        <source>Preview on a phone</source>
        <translation>Xem trước trên điện thoại</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="190"/>
        <source>Preview on a tablet</source>
        <translation>Xem trước trên máy tính bảng</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="191"/>
        <source>Preview on a desktop</source>
        <translation>Xem trước trên máy tính</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="192"/>
        <source>Preview as a card</source>
        <translation>Xem trước dạng thẻ</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="193"/>
        <source>Preview below another story</source>
        <translation>Xem trước trong mục tin khác</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="194"/>
        <source>Preview as a share card</source>
        <translation>Xem trước khi chia sẻ liên kết</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="195"/>
        <source>Print proof</source>
        <translation>Bản in thử</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="196"/>
        <source>The page by the other light</source>
        <translation>Đổi nền sáng, tối của trang</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="197"/>
        <source>Preview in the site&apos;s own look</source>
        <translation>Xem trước theo giao diện riêng của báo</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="198"/>
        <source>Learn the site&apos;s look again</source>
        <translation>Học lại giao diện của báo</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="199"/>
        <source>Save the print proof as PDF …</source>
        <translation>Lưu bản in thử thành PDF …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="200"/>
        <source>Show the words at the caret on the page</source>
        <translation>Chỉ chữ tại con trỏ trên trang</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="201"/>
        <source>Outline: jump to a heading</source>
        <translation>Dàn ý: đi tới một tiêu đề</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="202"/>
        <source>Focus mode</source>
        <translation>Chế độ tập trung</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="203"/>
        <source>Typewriter scrolling</source>
        <translation>Cuộn kiểu máy chữ</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="204"/>
        <source>Dim other paragraphs in focus mode</source>
        <translation>Làm mờ các đoạn khác khi tập trung</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="205"/>
        <source>Full screen</source>
        <translation>Toàn màn hình</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="206"/>
        <source>Write the caption</source>
        <translation>Viết chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="207"/>
        <source>Caption the next picture</source>
        <translation>Chú thích ảnh sau</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="208"/>
        <source>Caption the picture before</source>
        <translation>Chú thích ảnh trước</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="209"/>
        <source>Apply a template …</source>
        <translation>Dùng mẫu …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="210"/>
        <source>Edit templates and codes …</source>
        <translation>Sửa mẫu và mã …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="211"/>
        <source>Fill down from the first picture</source>
        <translation>Điền xuống từ ảnh đầu</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="212"/>
        <source>As the picture above</source>
        <translation>Như ảnh trên</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="213"/>
        <source>Copy all fields</source>
        <translation>Sao chép mọi ô</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="214"/>
        <source>Paste chosen fields …</source>
        <translation>Dán các ô chọn lọc …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="215"/>
        <source>Take the last caption change back</source>
        <translation>Hoàn tác sửa chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="216"/>
        <source>Change the caption again</source>
        <translation>Làm lại sửa chú thích</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="217"/>
        <source>Words for the marked word</source>
        <translation>Gợi ý cho từ bị đánh dấu</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="218"/>
        <source>Sync now</source>
        <translation>Đồng bộ ngay</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="219"/>
        <source>Categories, bylines and tags on the site …</source>
        <translation>Chuyên mục, tác giả và từ khóa trên trang …</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="220"/>
        <source>Pause sending</source>
        <translation>Tạm dừng gửi</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="221"/>
        <source>Command palette</source>
        <translation>Bảng lệnh</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="222"/>
        <source>Keyboard shortcuts</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py" line="223"/>
        <source>About Stet</source>
        <translation>Giới thiệu Stet</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <location filename="../../ui/panels/publish.py" line="367"/>
        <source>{act}: done here, on its way to the server.</source>
        <translation>{act}: đã xong tại máy, đang đến máy chủ.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="161"/>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="163"/>
        <source>Picture</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="170"/>
        <source>Needs you</source>
        <translation>Cần bạn xử lý</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="172"/>
        <source>Sending ({count})</source>
        <translation>Đang gửi ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="175"/>
        <source>Waiting ({count})</source>
        <translation>Chờ gửi ({count})</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="178"/>
        <source>Sent</source>
        <translation>Đã gửi</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="179"/>
        <source>Saved here</source>
        <translation>Đã lưu tại máy</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="187"/>
        <source>Sending is paused; everything is kept here.</source>
        <translation>Đang tạm dừng gửi; mọi thứ được giữ tại máy.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="189"/>
        <source>No server is set; everything is kept here.</source>
        <translation>Chưa có máy chủ; mọi thứ được giữ tại máy.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="191"/>
        <source>The server cannot be reached now; it is tried again by itself.</source>
        <translation>Không kết nối được máy chủ lúc này; chương trình tự thử lại.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="195"/>
        <source>On its way to the server.</source>
        <translation>Đang đến máy chủ.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="196"/>
        <source>The server has everything.</source>
        <translation>Máy chủ đã có đủ.</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="211"/>
        <source>changes not out</source>
        <translation>có sửa đổi chưa đăng</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="235"/>
        <source>{month} {year}</source>
        <translation>{month} năm {year}</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="242"/>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="245"/>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="264"/>
        <source>Just now</source>
        <translation>Vừa xong</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="270"/>
        <source>Yesterday</source>
        <translation>Hôm qua</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="288"/>
        <source>due {time} today</source>
        <translation>hạn {time} hôm nay</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="289"/>
        <source>due {time} tomorrow</source>
        <translation>hạn {time} ngày mai</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="290"/>
        <source>due {time}, {date}</source>
        <translation>hạn {time}, {date}</translation>
    </message>
</context>
</TS>
