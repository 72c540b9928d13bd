<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
    <context>
        <name>About</name>
        <message>
            <source>“Let it stand”: what an editor writes in the margin to keep words as they were. Nothing that anyone wrote here is ever lost.</source>
            <translation>“Để nguyên”: chữ biên tập viên ghi bên lề khi muốn giữ lại câu chữ cũ. Không dòng nào đã viết ở đây bị mất.</translation>
        </message>
        <message>
            <source>Free software under the GNU General Public License, version 3 or later. Set in Noto Serif and Be Vietnam Pro (SIL Open Font License), with icons by Phosphor.</source>
            <translation>Phần mềm tự do theo Giấy phép Công cộng GNU, phiên bản 3 trở lên. Dùng chữ Noto Serif và Be Vietnam Pro (SIL Open Font License), biểu tượng Phosphor.</translation>
        </message>
    </context>
    <context>
        <name>Acting</name>
        <message>
            <source>Undo</source>
            <translation>Hoàn tác</translation>
        </message>
    </context>
    <context>
        <name>AuthorRow</name>
        <message>
            <source>Author {number}</source>
            <translation>Tác giả {number}</translation>
        </message>
        <message>
            <source>Real name of author {number}</source>
            <translation>Tên thật của tác giả {number}</translation>
        </message>
        <message>
            <source>Pen name, as readers see it</source>
            <translation>Bút danh, như bạn đọc thấy</translation>
        </message>
        <message>
            <source>Real name</source>
            <translation>Tên thật</translation>
        </message>
        <message>
            <source>never published</source>
            <translation>không đăng</translation>
        </message>
        <message>
            <source>Move or remove this author</source>
            <translation>Chuyển chỗ hoặc bỏ tác giả này</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Chuyển lên</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Chuyển xuống</translation>
        </message>
        <message>
            <source>Remove author</source>
            <translation>Bỏ tác giả</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Dismiss</source>
            <translation>Bỏ qua</translation>
        </message>
    </context>
    <context>
        <name>Byline</name>
        <message>
            <source>Add author</source>
            <translation>Thêm tác giả</translation>
        </message>
    </context>
    <context>
        <name>Checks</name>
        <message>
            <source>Nothing found</source>
            <translation>Không có gì phải sửa</translation>
        </message>
        <message>
            <source>The story can go to readers.</source>
            <translation>Bài có thể đến với bạn đọc.</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) to look at</source>
            <translation>
                <numerusform>%n điểm cần xem</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them bar(s) publishing; saving is never barred.</source>
            <translation>
                <numerusform>%n điểm chặn xuất bản; việc lưu không bao giờ bị chặn.</numerusform>
            </translation>
        </message>
        <message>
            <source>None of them bars publishing.</source>
            <translation>Không điểm nào chặn xuất bản.</translation>
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>Write</source>
            <translation>Viết</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Xem trước</translation>
        </message>
    </context>
    <context>
        <name>ConflictPanel</name>
        <message>
            <source>Two versions of the same words</source>
            <translation>Hai phiên bản của cùng một chỗ</translation>
        </message>
        <message>
            <source>Somebody changed this while you were writing. Choose what stands; the other text stays in the history. Until then the story cannot be published.</source>
            <translation>Có người đã sửa chỗ này trong khi bạn đang viết. Hãy chọn bản được giữ; bản kia vẫn còn trong lịch sử. Chưa chọn thì chưa xuất bản được.</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Giữ bản của tôi</translation>
        </message>
        <message>
            <source>Keep server version</source>
            <translation>Giữ bản trên máy chủ</translation>
        </message>
        <message>
            <source>It was</source>
            <translation>Trước đó</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Của tôi</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>Trên máy chủ</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message numerus="yes">
            <source>%n replaced</source>
            <translation>
                <numerusform>Đã thay %n chỗ</numerusform>
            </translation>
        </message>
        <message>
            <source>Find in this story</source>
            <translation>Tìm trong bài này</translation>
        </message>
        <message>
            <source>Replace with</source>
            <translation>Thay bằng</translation>
        </message>
        <message>
            <source>Match case</source>
            <translation>Phân biệt hoa thường</translation>
        </message>
        <message>
            <source>Match marks</source>
            <translation>Phân biệt dấu</translation>
        </message>
        <message>
            <source>Off: “dong da” finds “Đống Đa”</source>
            <translation>Tắt: “dong da” tìm được “Đống Đa”</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>Mẫu</translation>
        </message>
        <message>
            <source>Regular expression</source>
            <translation>Biểu thức chính quy</translation>
        </message>
        <message>
            <source>The one before  Shift+Enter</source>
            <translation>Chỗ trước  Shift+Enter</translation>
        </message>
        <message>
            <source>The next  Enter</source>
            <translation>Chỗ sau  Enter</translation>
        </message>
        <message>
            <source>The one before</source>
            <translation>Chỗ trước</translation>
        </message>
        <message>
            <source>The next</source>
            <translation>Chỗ sau</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Thay thế</translation>
        </message>
        <message>
            <source>Replace all</source>
            <translation>Thay tất cả</translation>
        </message>
        <message>
            <source>Close  Esc</source>
            <translation>Đóng  Esc</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Đóng</translation>
        </message>
        <message>
            <source>This pattern is not complete</source>
            <translation>Mẫu này chưa đủ</translation>
        </message>
        <message>
            <source>{number} of {count}</source>
            <translation>{number}/{count}</translation>
        </message>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>Thấy %n chỗ</numerusform>
            </translation>
        </message>
        <message>
            <source>Not found</source>
            <translation>Không thấy</translation>
        </message>
    </context>
    <context>
        <name>Findings</name>
        <message>
            <source>Bars publishing</source>
            <translation>Chặn xuất bản</translation>
        </message>
        <message>
            <source>Worth a look</source>
            <translation>Nên xem lại</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Xem</translation>
        </message>
        <message>
            <source>Show: {sentence}</source>
            <translation>Xem: {sentence}</translation>
        </message>
    </context>
    <context>
        <name>Head</name>
        <message>
            <source>Kicker</source>
            <translation>Tít dẫn</translation>
        </message>
        <message>
            <source>Headline</source>
            <translation>Tiêu đề</translation>
        </message>
        <message>
            <source>Standfirst</source>
            <translation>Sapo</translation>
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>Versions</source>
            <translation>Phiên bản</translation>
        </message>
        <message>
            <source>Restore this version</source>
            <translation>Khôi phục phiên bản này</translation>
        </message>
        <message>
            <source>What stands now stays in the history; it can be undone.</source>
            <translation>Bản đang có vẫn nằm trong lịch sử; có thể hoàn tác.</translation>
        </message>
        <message>
            <source>Choose a version to read it.</source>
            <translation>Chọn một phiên bản để đọc.</translation>
        </message>
        <message>
            <source>this laptop</source>
            <translation>máy này</translation>
        </message>
        <message>
            <source>Without a headline</source>
            <translation>Chưa có tiêu đề</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Story</source>
            <translation>Bài viết</translation>
        </message>
        <message>
            <source>Fields of the story (Alt+1)</source>
            <translation>Các mục của bài (Alt+1)</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Ảnh</translation>
        </message>
        <message>
            <source>Caption, alt text and credit (Alt+2)</source>
            <translation>Chú thích, văn bản thay thế và nguồn ảnh (Alt+2)</translation>
        </message>
        <message>
            <source>What is to be mended (Alt+3)</source>
            <translation>Những chỗ cần sửa (Alt+3)</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Lịch sử</translation>
        </message>
        <message>
            <source>Every version that was kept (Alt+4)</source>
            <translation>Mọi phiên bản đã lưu (Alt+4)</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Kiểm tra</translation>
        </message>
    </context>
    <context>
        <name>KeySheet</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Phím tắt</translation>
        </message>
    </context>
    <context>
        <name>Newsroom</name>
        <message>
            <source>The link is copied.</source>
            <translation>Đã sao chép liên kết.</translation>
        </message>
        <message numerus="yes">
            <source>Somebody changed this story too; %n field(s) differ.</source>
            <translation>
                <numerusform>Bài này có người khác cũng sửa; %n mục khác nhau.</numerusform>
            </translation>
        </message>
        <message>
            <source>Compare versions</source>
            <translation>So sánh phiên bản</translation>
        </message>
        <message>
            <source>The version is restored.</source>
            <translation>Đã khôi phục phiên bản.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Hoàn tác</translation>
        </message>
        <message>
            <source>Your newest words could not be saved yet; they are only in this window.</source>
            <translation>Chưa lưu được những chữ mới nhất; chúng chỉ còn trong cửa sổ này.</translation>
        </message>
        <message>
            <source>Close and lose them</source>
            <translation>Đóng và bỏ những chữ đó</translation>
        </message>
        <message>
            <source>This story has no page yet; it must be published first.</source>
            <translation>Bài chưa có trang; cần xuất bản trước.</translation>
        </message>
    </context>
    <context>
        <name>NoStory</name>
        <message>
            <source>No story is open</source>
            <translation>Chưa mở bài nào</translation>
        </message>
        <message>
            <source>Choose one on the left, or write a new one.</source>
            <translation>Chọn một bài ở bên trái, hoặc viết bài mới.</translation>
        </message>
        <message>
            <source>New article</source>
            <translation>Bài viết mới</translation>
        </message>
    </context>
    <context>
        <name>OutboxPanel</name>
        <message>
            <source>Outbox</source>
            <translation>Hộp gửi</translation>
        </message>
        <message>
            <source>Send now</source>
            <translation>Gửi ngay</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Đăng nhập</translation>
        </message>
        <message>
            <source>Remove them here too</source>
            <translation>Xóa cả ở đây</translation>
        </message>
        <message>
            <source>Go on sending</source>
            <translation>Gửi tiếp</translation>
        </message>
        <message>
            <source>Pause sending</source>
            <translation>Tạm dừng gửi</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>và %n mục nữa</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing waits. What you write offline stands here until there is a connection.</source>
            <translation>Không có gì chờ gửi. Bài viết khi ngoại tuyến nằm ở đây đến khi có mạng.</translation>
        </message>
        <message>
            <source>Without a headline</source>
            <translation>Chưa có tiêu đề</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Mở</translation>
        </message>
        <message numerus="yes">
            <source>%n attempt(s)</source>
            <translation>
                <numerusform>đã thử %n lần</numerusform>
            </translation>
        </message>
        <message>
            <source>tried again at {time}</source>
            <translation>thử lại lúc {time}</translation>
        </message>
        <message>
            <source>since {ago}</source>
            <translation>từ {ago}</translation>
        </message>
        <message>
            <source>Waits for its turn</source>
            <translation>Chờ đến lượt</translation>
        </message>
        <message>
            <source>Being sent now</source>
            <translation>Đang gửi</translation>
        </message>
        <message>
            <source>The answer got lost; the same is asked again</source>
            <translation>Mất câu trả lời; đang hỏi lại đúng lệnh đó</translation>
        </message>
        <message>
            <source>Needs you</source>
            <translation>Cần bạn xử lý</translation>
        </message>
        <message>
            <source>Compare versions</source>
            <translation>So sánh phiên bản</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Hủy</translation>
        </message>
        <message>
            <source>Try again: {what}</source>
            <translation>Thử lại: {what}</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>What do you want to do? Which story?</source>
            <translation>Bạn muốn làm gì? Mở bài nào?</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>Bảng lệnh</translation>
        </message>
        <message>
            <source>Without a headline</source>
            <translation>Chưa có tiêu đề</translation>
        </message>
    </context>
    <context>
        <name>PassageChoices</name>
        <message>
            <source>Settle</source>
            <translation>Chốt</translation>
        </message>
        <message>
            <source>By now both versions say the same here.</source>
            <translation>Đến nay hai bản đã giống nhau ở đây.</translation>
        </message>
        <message>
            <source>Take all mine</source>
            <translation>Lấy hết bản của tôi</translation>
        </message>
        <message>
            <source>Take all from the server</source>
            <translation>Lấy hết bản máy chủ</translation>
        </message>
        <message>
            <source>All other changes of both of you stand in the copy already.</source>
            <translation>Những chỗ sửa khác của hai người đều đã vào bài.</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Của tôi</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>Trên máy chủ</translation>
        </message>
        <message>
            <source>Both, mine first</source>
            <translation>Cả hai, của tôi trước</translation>
        </message>
        <message>
            <source>It was</source>
            <translation>Trước đó</translation>
        </message>
        <message>
            <source>Taken out</source>
            <translation>Đã bỏ</translation>
        </message>
        <message>
            <source>Passage {number} of {count}</source>
            <translation>Đoạn {number} trên {count}</translation>
        </message>
        <message numerus="yes">
            <source>%n passage(s) to choose</source>
            <translation>
                <numerusform>Còn %n đoạn chưa chọn</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PictureDetails</name>
        <message>
            <source>Picture before</source>
            <translation>Ảnh trước</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>Ảnh sau</translation>
        </message>
        <message>
            <source>Insert</source>
            <translation>Chèn</translation>
        </message>
        <message>
            <source>Insert in the copy at the caret</source>
            <translation>Chèn vào bài, tại con trỏ</translation>
        </message>
        <message>
            <source>Caption</source>
            <translation>Chú thích ảnh</translation>
        </message>
        <message>
            <source>Alt text</source>
            <translation>Văn bản thay thế</translation>
        </message>
        <message>
            <source>Decorative picture</source>
            <translation>Ảnh trang trí</translation>
        </message>
        <message>
            <source>It says nothing that the copy does not: screen readers pass it by.</source>
            <translation>Ảnh không nói thêm gì so với bài: trình đọc màn hình sẽ bỏ qua.</translation>
        </message>
        <message>
            <source>Lead picture</source>
            <translation>Ảnh đại diện</translation>
        </message>
        <message>
            <source>Photo credit</source>
            <translation>Nguồn ảnh</translation>
        </message>
        <message>
            <source>Photographer</source>
            <translation>Người chụp</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Nguồn</translation>
        </message>
        <message>
            <source>Copyright</source>
            <translation>Bản quyền</translation>
        </message>
        <message>
            <source>Usage terms</source>
            <translation>Điều khoản sử dụng</translation>
        </message>
        <message>
            <source>Caption, alt text and credit of the article's pictures stand here.</source>
            <translation>Chú thích, văn bản thay thế và nguồn của ảnh trong bài nằm ở đây.</translation>
        </message>
        <message>
            <source>There are none yet. Drop pictures on the article, or paste them.</source>
            <translation>Chưa có ảnh nào. Hãy thả hoặc dán ảnh vào bài.</translation>
        </message>
        <message>
            <source>{done} of {all}</source>
            <translation>{done}/{all}</translation>
        </message>
        <message>
            <source>Missing caption</source>
            <translation>Thiếu chú thích</translation>
        </message>
        <message>
            <source>Missing alt text: say what is seen, for those who cannot see it.</source>
            <translation>Thiếu văn bản thay thế: hãy tả ảnh cho người khiếm thị.</translation>
        </message>
        <message>
            <source>Missing credit: readers see who made it.</source>
            <translation>Thiếu nguồn ảnh: bạn đọc cần biết ảnh của ai.</translation>
        </message>
        <message>
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} điểm ảnh</translation>
        </message>
        <message>
            <source>Taken {time}</source>
            <translation>Chụp {time}</translation>
        </message>
        <message>
            <source>In the copy: {name}</source>
            <translation>Trong bài: {name}</translation>
        </message>
    </context>
    <context>
        <name>PictureStrip</name>
        <message>
            <source>Add pictures</source>
            <translation>Thêm ảnh</translation>
        </message>
        <message>
            <source>Pictures ({endings})</source>
            <translation>Ảnh ({endings})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Mọi tệp (*)</translation>
        </message>
        <message>
            <source>{name} was removed from the article.</source>
            <translation>Đã bỏ {name} khỏi bài.</translation>
        </message>
        <message>
            <source>Insert in the copy at the caret (Enter)</source>
            <translation>Chèn vào bài, tại con trỏ (Enter)</translation>
        </message>
        <message>
            <source>Make this the lead picture (Ctrl+L)</source>
            <translation>Đặt làm ảnh đại diện (Ctrl+L)</translation>
        </message>
        <message>
            <source>Remove from the article (Delete)</source>
            <translation>Bỏ khỏi bài (Delete)</translation>
        </message>
        <message>
            <source>Add pictures (Ctrl+Shift+P)</source>
            <translation>Thêm ảnh (Ctrl+Shift+P)</translation>
        </message>
        <message>
            <source>Drop pictures here, paste them, or choose them.</source>
            <translation>Thả ảnh vào đây, dán hoặc chọn tệp.</translation>
        </message>
        <message>
            <source>Choose pictures</source>
            <translation>Chọn ảnh</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Hủy</translation>
        </message>
        <message>
            <source>Put this message away</source>
            <translation>Cất thông báo này</translation>
        </message>
        <message>
            <source>Pictures of the article</source>
            <translation>Ảnh của bài</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Ảnh</translation>
        </message>
        <message numerus="yes">
            <source>%n without a caption</source>
            <translation>
                <numerusform>%n ảnh thiếu chú thích</numerusform>
            </translation>
        </message>
        <message>
            <source>{done} of {all}</source>
            <translation>{done}/{all}</translation>
        </message>
        <message numerus="yes">
            <source>And %n more.</source>
            <translation>
                <numerusform>Và %n mục nữa.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PublishPanel</name>
        <message>
            <source>Why? The author will read it.</source>
            <translation>Vì sao? Tác giả sẽ đọc lý do này.</translation>
        </message>
        <message>
            <source>Readers have it.</source>
            <translation>Bạn đọc đã có bài.</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>Xong.</translation>
        </message>
        <message>
            <source>Being sent, pictures first …</source>
            <translation>Đang gửi, ảnh đi trước …</translation>
        </message>
        <message>
            <source>It stands in the outbox and goes by itself once online.</source>
            <translation>Bài nằm trong hộp gửi và tự đi khi có mạng.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Hủy</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Đóng</translation>
        </message>
        <message>
            <source>Open page</source>
            <translation>Mở trang</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Sao chép liên kết</translation>
        </message>
        <message>
            <source>This must be mended first</source>
            <translation>Cần sửa những điểm này trước</translation>
        </message>
        <message>
            <source>What readers will see</source>
            <translation>Bạn đọc sẽ thấy</translation>
        </message>
        <message>
            <source>The story as it stands now, with its pictures, at this address.</source>
            <translation>Bài như đang có, cùng ảnh, tại địa chỉ này.</translation>
        </message>
        <message>
            <source>The page will show the story as it stands now.</source>
            <translation>Trang sẽ hiện bài như đang có.</translation>
        </message>
        <message>
            <source>The page comes back, with the story as it stands now.</source>
            <translation>Trang trở lại, với bài như đang có.</translation>
        </message>
        <message>
            <source>Readers will find a note that the article was taken down. The text stays here.</source>
            <translation>Bạn đọc sẽ thấy thông báo bài đã gỡ. Nội dung vẫn còn ở đây.</translation>
        </message>
        <message>
            <source>The story goes back to its author.</source>
            <translation>Bài trả lại tác giả.</translation>
        </message>
        <message>
            <source>The story leaves the list. Nothing is deleted; it can be revived.</source>
            <translation>Bài rời danh sách. Không gì bị xóa; có thể lấy lại.</translation>
        </message>
    </context>
    <context>
        <name>SettingsPanel</name>
        <message>
            <source>Name</source>
            <translation>Tên</translation>
        </message>
        <message>
            <source>Pen name</source>
            <translation>Bút danh</translation>
        </message>
        <message>
            <source>Address of the publishing server</source>
            <translation>Địa chỉ máy chủ xuất bản</translation>
        </message>
        <message>
            <source>Pairing code</source>
            <translation>Mã ghép nối</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Cỡ chữ</translation>
        </message>
        <message>
            <source>Font of the copy</source>
            <translation>Chữ của bài</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Bạn</translation>
        </message>
        <message>
            <source>Name of this computer, as colleagues see it</source>
            <translation>Tên máy này, như đồng nghiệp thấy</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Ngôn ngữ</translation>
        </message>
        <message>
            <source>Publishing server</source>
            <translation>Máy chủ xuất bản</translation>
        </message>
        <message>
            <source>Site, until a server has told its own</source>
            <translation>Trang báo, khi máy chủ chưa cho biết</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Giao diện</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Màu sắc</translation>
        </message>
        <message>
            <source>Where everything is kept</source>
            <translation>Nơi lưu tất cả</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Đăng nhập</translation>
        </message>
        <message>
            <source>Use the built-in server</source>
            <translation>Dùng máy chủ có sẵn</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>Mở thư mục</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Đóng</translation>
        </message>
        <message>
            <source>Empty: the built-in server on this computer</source>
            <translation>Để trống: máy chủ có sẵn trên máy này</translation>
        </message>
        <message>
            <source>From your administrator</source>
            <translation>Do quản trị viên cấp</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Theo hệ thống</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Sáng</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Tối</translation>
        </message>
        <message>
            <source>Connecting …</source>
            <translation>Đang kết nối …</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Saved here</source>
            <translation>Đã lưu tại máy</translation>
        </message>
        <message>
            <source>Writing …</source>
            <translation>Đang viết …</translation>
        </message>
        <message>
            <source>commissioned {words}</source>
            <translation>đặt {words}</translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} mục chờ</translation>
        </message>
        <message>
            <source>The time at the newspaper</source>
            <translation>Giờ tại tòa soạn</translation>
        </message>
    </context>
    <context>
        <name>StoryDelegate</name>
        <message>
            <source>Without a headline</source>
            <translation>Chưa có tiêu đề</translation>
        </message>
        <message numerus="yes">
            <source>%n caption(s) missing</source>
            <translation>
                <numerusform>Thiếu %n chú thích</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StoryFields</name>
        <message>
            <source>never published</source>
            <translation>không đăng</translation>
        </message>
        <message>
            <source>Byline</source>
            <translation>Tác giả</translation>
        </message>
        <message>
            <source>Main category</source>
            <translation>Chuyên mục chính</translation>
        </message>
        <message>
            <source>Other categories</source>
            <translation>Chuyên mục phụ</translation>
        </message>
        <message>
            <source>Dateline place</source>
            <translation>Địa danh</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Từ khóa</translation>
        </message>
        <message>
            <source>separated by commas</source>
            <translation>cách nhau bằng dấu phẩy</translation>
        </message>
        <message>
            <source>Slugline</source>
            <translation>Tên nội bộ</translation>
        </message>
        <message>
            <source>URL slug</source>
            <translation>Đường dẫn</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Ngôn ngữ</translation>
        </message>
        <message>
            <source>Commissioned length</source>
            <translation>Độ dài đặt</translation>
        </message>
        <message>
            <source>words</source>
            <translation>chữ</translation>
        </message>
        <message>
            <source>Editor's note</source>
            <translation>Ghi chú biên tập</translation>
        </message>
        <message>
            <source>Flags for colleagues, never published</source>
            <translation>Dấu cho đồng nghiệp, không đăng</translation>
        </message>
        <message>
            <source>Legal: ask before publishing</source>
            <translation>Pháp lý: hỏi trước khi xuất bản</translation>
        </message>
        <message>
            <source>AI-assisted</source>
            <translation>Có sử dụng AI</translation>
        </message>
        <message>
            <source>Confidential source</source>
            <translation>Nguồn tin cần bảo vệ</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Không có</translation>
        </message>
        <message>
            <source>Choose a category</source>
            <translation>Chọn chuyên mục</translation>
        </message>
        <message>
            <source>made from the headline</source>
            <translation>tạo từ tiêu đề</translation>
        </message>
        <message>
            <source>Fixed since publication, so that links to the page keep working.</source>
            <translation>Cố định từ khi xuất bản, để liên kết đến trang không hỏng.</translation>
        </message>
        <message>
            <source>Write a whole number of words, such as {example}.</source>
            <translation>Hãy ghi số chữ nguyên, ví dụ {example}.</translation>
        </message>
    </context>
    <context>
        <name>StoryList</name>
        <message>
            <source>Search articles</source>
            <translation>Tìm bài viết</translation>
        </message>
        <message>
            <source>Searches headlines, copy and captions, with or without marks (Ctrl+Shift+F)</source>
            <translation>Tìm trong tiêu đề, nội dung và chú thích, có dấu hay không dấu (Ctrl+Shift+F)</translation>
        </message>
        <message>
            <source>New article (Ctrl+N)</source>
            <translation>Bài viết mới (Ctrl+N)</translation>
        </message>
        <message>
            <source>New article</source>
            <translation>Bài viết mới</translation>
        </message>
        <message>
            <source>Stories</source>
            <translation>Bài viết</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Của tôi</translation>
        </message>
        <message>
            <source>Only stories with my name in the byline</source>
            <translation>Chỉ bài của tôi</translation>
        </message>
        <message>
            <source>Filter by state</source>
            <translation>Lọc theo trạng thái</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>Mọi trạng thái</translation>
        </message>
        <message>
            <source>Filter by category</source>
            <translation>Lọc theo chuyên mục</translation>
        </message>
        <message>
            <source>All categories</source>
            <translation>Mọi chuyên mục</translation>
        </message>
        <message>
            <source>No story is like that.</source>
            <translation>Không có bài nào như vậy.</translation>
        </message>
        <message>
            <source>Show all stories</source>
            <translation>Hiện tất cả bài</translation>
        </message>
        <message>
            <source>The stories that you write stand here, saved from the first key press.</source>
            <translation>Bài bạn viết nằm ở đây, được lưu từ phím gõ đầu tiên.</translation>
        </message>
    </context>
    <context>
        <name>TileDelegate</name>
        <message>
            <source>Missing caption</source>
            <translation>Thiếu chú thích</translation>
        </message>
    </context>
    <context>
        <name>TilesModel</name>
        <message>
            <source>{name}, missing caption</source>
            <translation>{name}, thiếu chú thích</translation>
        </message>
        <message>
            <source>Lead picture: {told}</source>
            <translation>Ảnh đại diện: {told}</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Write</source>
            <translation>Viết</translation>
        </message>
        <message>
            <source>Write (Ctrl+1)</source>
            <translation>Viết (Ctrl+1)</translation>
        </message>
        <message>
            <source>Outbox</source>
            <translation>Hộp gửi</translation>
        </message>
        <message>
            <source>What waits to be sent (Ctrl+2)</source>
            <translation>Những gì chờ gửi (Ctrl+2)</translation>
        </message>
        <message>
            <source>Menu (F10)</source>
            <translation>Trình đơn (F10)</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Trình đơn</translation>
        </message>
        <message>
            <source>What else can be done with this story</source>
            <translation>Việc khác với bài này</translation>
        </message>
        <message>
            <source>Other acts</source>
            <translation>Việc khác</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>Đồng bộ</translation>
        </message>
        <message>
            <source>Without a headline</source>
            <translation>Chưa có tiêu đề</translation>
        </message>
    </context>
    <context>
        <name>Trouble</name>
        <message>
            <source>Try again</source>
            <translation>Thử lại</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Thoát</translation>
        </message>
        <message>
            <source>Stet cannot open its store</source>
            <translation>Stet không mở được kho bài</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>Welcome</source>
            <translation>Chào bạn</translation>
        </message>
        <message>
            <source>Write offline, caption, publish. Everything is saved on this computer from the first key press. All of this can be changed later in the settings.</source>
            <translation>Viết khi ngoại tuyến, chú thích ảnh, xuất bản. Mọi thứ được lưu trên máy này từ phím gõ đầu tiên. Các mục dưới đây đều có thể đổi lại trong phần cài đặt.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Ngôn ngữ</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Tên của bạn</translation>
        </message>
        <message>
            <source>Pen name, as readers see it</source>
            <translation>Bút danh, như bạn đọc thấy</translation>
        </message>
        <message>
            <source>The newspaper's pages are in</source>
            <translation>Trang báo dùng tiếng</translation>
        </message>
        <message>
            <source>Publishing server</source>
            <translation>Máy chủ xuất bản</translation>
        </message>
        <message>
            <source>Empty: the built-in server on this computer</source>
            <translation>Để trống: máy chủ có sẵn trên máy này</translation>
        </message>
        <message>
            <source>Start writing</source>
            <translation>Bắt đầu viết</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>Bỏ qua</translation>
        </message>
    </context>
    <context>
        <name>Writer</name>
        <message>
            <source>Write the copy here</source>
            <translation>Viết nội dung ở đây</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Nội dung</translation>
        </message>
    </context>
    <context>
        <name>_Counted</name>
        <message numerus="yes">
            <source>%Ln word(s)</source>
            <translation>
                <numerusform>%Ln chữ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n phút</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n phút trước</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>%n giờ trước</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n ngày trước</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Devices</name>
        <message>
            <source>Phone</source>
            <translation>Điện thoại</translation>
        </message>
        <message>
            <source>Tablet</source>
            <translation>Máy tính bảng</translation>
        </message>
        <message>
            <source>Desktop</source>
            <translation>Máy tính</translation>
        </message>
        <message>
            <source>Card: among other stories</source>
            <translation>Thẻ: giữa các bài khác</translation>
        </message>
    </context>
    <context>
        <name>_Seen</name>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n ảnh</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>commands</name>
        <message>
            <source>Story</source>
            <translation>Bài</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Sửa</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Định dạng</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Xem</translation>
        </message>
        <message>
            <source>Desk</source>
            <translation>Tòa soạn</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Trợ giúp</translation>
        </message>
        <message>
            <source>New article</source>
            <translation>Bài viết mới</translation>
        </message>
        <message>
            <source>Search articles</source>
            <translation>Tìm bài viết</translation>
        </message>
        <message>
            <source>Next story</source>
            <translation>Bài sau</translation>
        </message>
        <message>
            <source>Previous story</source>
            <translation>Bài trước</translation>
        </message>
        <message>
            <source>Add pictures …</source>
            <translation>Thêm ảnh …</translation>
        </message>
        <message>
            <source>Next step: submit, approve, publish …</source>
            <translation>Bước tiếp: gửi duyệt, duyệt, xuất bản …</translation>
        </message>
        <message>
            <source>Open page</source>
            <translation>Mở trang</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Sao chép liên kết</translation>
        </message>
        <message>
            <source>Settings …</source>
            <translation>Cài đặt …</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Thoát</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Hoàn tác</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Làm lại</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>Cắt</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Sao chép</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Dán</translation>
        </message>
        <message>
            <source>Paste without formatting</source>
            <translation>Dán không định dạng</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>Chọn tất cả</translation>
        </message>
        <message>
            <source>Find in the story</source>
            <translation>Tìm trong bài</translation>
        </message>
        <message>
            <source>Replace in the story</source>
            <translation>Thay thế trong bài</translation>
        </message>
        <message>
            <source>Bold</source>
            <translation>In đậm</translation>
        </message>
        <message>
            <source>Italic</source>
            <translation>In nghiêng</translation>
        </message>
        <message>
            <source>Heading</source>
            <translation>Tiêu đề mục</translation>
        </message>
        <message>
            <source>Quotation</source>
            <translation>Trích dẫn</translation>
        </message>
        <message>
            <source>List</source>
            <translation>Danh sách</translation>
        </message>
        <message>
            <source>Numbered list</source>
            <translation>Danh sách đánh số</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Liên kết</translation>
        </message>
        <message>
            <source>Insert the chosen picture</source>
            <translation>Chèn ảnh đang chọn</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>Viết</translation>
        </message>
        <message>
            <source>Outbox</source>
            <translation>Hộp gửi</translation>
        </message>
        <message>
            <source>List of stories</source>
            <translation>Danh sách bài</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Xem trước</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Thông tin bài</translation>
        </message>
        <message>
            <source>Story fields</source>
            <translation>Các mục của bài</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Ảnh</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Kiểm tra</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Lịch sử</translation>
        </message>
        <message>
            <source>Preview on a phone</source>
            <translation>Xem trước trên điện thoại</translation>
        </message>
        <message>
            <source>Preview on a tablet</source>
            <translation>Xem trước trên máy tính bảng</translation>
        </message>
        <message>
            <source>Preview on a desktop</source>
            <translation>Xem trước trên máy tính</translation>
        </message>
        <message>
            <source>Preview as a card</source>
            <translation>Xem trước dạng thẻ</translation>
        </message>
        <message>
            <source>Focus mode</source>
            <translation>Chế độ tập trung</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Toàn màn hình</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>Đồng bộ ngay</translation>
        </message>
        <message>
            <source>Pause sending</source>
            <translation>Tạm dừng gửi</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>Bảng lệnh</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Phím tắt</translation>
        </message>
        <message>
            <source>About Stet</source>
            <translation>Giới thiệu Stet</translation>
        </message>
    </context>
    <context>
        <name>words</name>
        <message>
            <source>{act}: done here, on its way to the server.</source>
            <translation>{act}: đã xong tại máy, đang đến máy chủ.</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Nội dung</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Ảnh</translation>
        </message>
        <message>
            <source>Needs you</source>
            <translation>Cần bạn xử lý</translation>
        </message>
        <message>
            <source>Sending ({count})</source>
            <translation>Đang gửi ({count})</translation>
        </message>
        <message>
            <source>Waiting ({count})</source>
            <translation>Chờ gửi ({count})</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Đã gửi</translation>
        </message>
        <message>
            <source>Saved here</source>
            <translation>Đã lưu tại máy</translation>
        </message>
        <message>
            <source>Sending is paused; everything is kept here.</source>
            <translation>Đang tạm dừng gửi; mọi thứ được giữ tại máy.</translation>
        </message>
        <message>
            <source>No server is set; everything is kept here.</source>
            <translation>Chưa có máy chủ; mọi thứ được giữ tại máy.</translation>
        </message>
        <message>
            <source>The server cannot be reached now; it is tried again by itself.</source>
            <translation>Không kết nối được máy chủ lúc này; chương trình tự thử lại.</translation>
        </message>
        <message>
            <source>On its way to the server.</source>
            <translation>Đang đến máy chủ.</translation>
        </message>
        <message>
            <source>The server has everything.</source>
            <translation>Máy chủ đã có đủ.</translation>
        </message>
        <message>
            <source>{size} kB</source>
            <translation>{size} kB</translation>
        </message>
        <message>
            <source>{size} MB</source>
            <translation>{size} MB</translation>
        </message>
        <message>
            <source>Just now</source>
            <translation>Vừa xong</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Hôm qua</translation>
        </message>
    </context>
</TS>
