using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>Tallies by files, each row with its result.</summary>
[Collection(nameof(TallyStack))]
public sealed class UploadTests(TallyStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_rows_of_a_file_are_recorded_once_however_often_the_file_comes()
    {
        var sender = await stack.NewSender();
        string[] rows = [sender.Row(4, "10"), sender.Row(5, "-3"), sender.Row(6, "十"), sender.Row(7, "20"), $"合計,,,,,27"];

        var (status, first) = await sender.Upload("2024.csv", rows);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(
            ["2 受付", "3 受付不可 値 F3 0 以上の値にしてください。", "4 受付不可 値 F4 「十」は数として読めません。数だけを入れてください。", "5 受付", "6 読み飛ばし 合計の行です。"],
            Lines(first));
        Assert.Equal((2, 0, 2), (first.GetProperty("accepted").GetInt32(), first.GetProperty("unchanged").GetInt32(), first.GetProperty("refused").GetInt32()));
        Assert.Equal([10m, 20m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));

        var (_, again) = await sender.Upload("the same under another name.csv", rows);

        Assert.Equal(["2 取込み済み", "5 取込み済み"], Lines(again).Where(line => line.EndsWith("取込み済み", StringComparison.Ordinal)));
        Assert.Equal(2, (await stack.Tallied(sender.Measure)).Count);
        // Refused a second time, a row is the same dead letter, whatever the file is called now.
        Assert.Equal(["2024.csv#3", "2024.csv#4"],
            (await stack.DeadLetters($"sender={sender.Name}&door=file")).Select(letter => letter.GetProperty("messageId").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_correction_stands_although_the_first_file_comes_once_more()
    {
        var sender = await stack.NewSender();
        foreach (var value in (string[])["10", "12"])
        {
            Assert.Equal(["2 受付"], Lines((await sender.Upload("a.csv", sender.Row(4, value))).Answer));
        }

        Assert.Equal(["2 取込み済み"], Lines((await sender.Upload("a.csv", sender.Row(4, "10"))).Answer));
        Assert.Equal(["2 変更なし"], Lines((await sender.Upload("a.csv", sender.Row(4, "12 "))).Answer));
        Assert.Equal([10m, 12m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }

    [Fact]
    public async Task A_workbook_is_taken_as_the_body_of_the_request_and_a_measure_by_its_printed_name()
    {
        await stack.Register("利用者支援事業", code: "riyosha-kihon", measure: "基本型の相談");
        var (name, password) = await stack.NewAccount("sender", "利用者支援事業");
        using var http = stack.As(name, password);
        using var workbook = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Cases", "all-good.xlsx"), Cancelled));
        workbook.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        var (status, answer) = await TallySender.Answered(await http.PostAsync("/tallies/files", workbook, Cancelled));
        using var named = new ByteArrayContent(TallySender.Sheet("利用者支援事業,基本型の相談,件,R6.7.1,R6.7.31,44件"));
        named.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = "七月.csv" };
        var (_, july) = await TallySender.Answered(await http.PostAsync("/tallies/files", named, Cancelled));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["2 受付", "3 受付", "4 受付"], Lines(answer));
        Assert.Equal(["2 受付"], Lines(july));
        Assert.Equal([41m, 42m, 43m, 44m], (await stack.Tallied("riyosha-kihon")).Select(tally => tally.Value));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_as_a_whole_is_refused_with_the_reason_and_changes_nothing()
    {
        var sender = await stack.NewSender();
        var good = TallySender.Sheet(sender.Row(4, "1"));
        await Refused("種類", HttpStatusCode.BadRequest, new ByteArrayContent("not a sheet"u8.ToArray()), "picture.png");
        await Refused("Excel", HttpStatusCode.BadRequest, new ByteArrayContent(good), "renamed.xlsx");
        await Refused("空", HttpStatusCode.BadRequest, new ByteArrayContent([]), "empty.csv");
        await Refused("10 MiB", HttpStatusCode.RequestEntityTooLarge, new ByteArrayContent(new byte[11 * 1024 * 1024]), "large.csv");

        using var http = sender.Http;
        using var two = new MultipartFormDataContent { { new ByteArrayContent(good), "file", "a.csv" }, { new ByteArrayContent(good), "file", "b.csv" } };
        using var broken = new StringContent("--x\r\nno form") { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } };
        foreach (var body in (HttpContent[])[two, broken])
        {
            var (status, answer) = await TallySender.Answered(await http.PostAsync("/tallies/files", body, Cancelled));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.True(answer.GetProperty("errors").TryGetProperty("file", out _));
        }
        Assert.Empty(await stack.Tallied(sender.Measure));
        Assert.Empty(await stack.DeadLetters($"sender={sender.Name}"));

        async Task Refused(string saying, HttpStatusCode expected, HttpContent content, string name)
        {
            using var http = sender.Http;
            http.DefaultRequestHeaders.ExpectContinue = true;
            using var form = new MultipartFormDataContent { { content, "file", name } };
            var (status, answer) = await TallySender.Answered(await http.PostAsync("/tallies/files", form, Cancelled));
            Assert.Equal(expected, status);
            Assert.Contains(saying, answer.GetProperty("errors").GetProperty("file")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_row_that_was_retracted_is_not_brought_back_by_the_same_file_and_its_sender_is_told()
    {
        var sender = await stack.NewSender();
        string[] rows = [sender.Row(4, "10"), sender.Row(5, "20")];
        await sender.Upload("first.csv", rows);
        var history = await stack.CommunityBuilding.Http.GetFromJsonAsync<JsonElement>($"/measures/{sender.Measure}", Cancelled);
        var april = history.GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("data").TryGetProperty("value", out var value) && value.GetDecimal() == 10);
        using (var retracted = await stack.CommunityBuilding.Post($"/measures/{sender.Measure}/entries/{april.GetProperty("id")}/retraction", new { reason = "wrongContent" }, Cancelled))
        {
            Assert.True(retracted.IsSuccessStatusCode, await retracted.Content.ReadAsStringAsync(Cancelled));
        }

        var told = Lines((await sender.Upload("again.csv", rows)).Answer);
        Assert.StartsWith("2 受付不可 値 F2 この集計は記録のあとで取り消されています。", told[0], StringComparison.Ordinal);
        Assert.Equal("3 取込み済み", told[1]);

        Assert.Equal(["2 受付"], Lines((await sender.Upload("after-all.csv", rows[0])).Answer));
    }

    [Fact]
    public async Task A_row_that_staff_corrected_in_its_place_stays_corrected_when_the_same_file_comes_again()
    {
        var sender = await stack.NewSender();
        string[] rows = [sender.Row(4, "10"), sender.Row(5, "20")];
        await sender.Upload("first.csv", rows);
        await Corrected(10, 11);
        // What was corrected once more is still no retraction.
        await Corrected(11, 12);

        Assert.Equal(["2 取込み済み", "3 取込み済み"], Lines((await sender.Upload("again.csv", rows)).Answer));

        var history = await stack.CommunityBuilding.Http.GetFromJsonAsync<JsonElement>($"/measures/{sender.Measure}", Cancelled);
        Assert.Equal([12m, 20m], Standing(history).Select(entry => entry.GetProperty("data").GetProperty("value").GetDecimal()).Order());

        async Task Corrected(decimal wrong, decimal right)
        {
            var before = await stack.CommunityBuilding.Http.GetFromJsonAsync<JsonElement>($"/measures/{sender.Measure}", Cancelled);
            var entry = Standing(before).Single(entry => entry.GetProperty("data").GetProperty("value").GetDecimal() == wrong).GetProperty("id");
            using var corrected = await stack.CommunityBuilding.Post(
                $"/measures/{sender.Measure}/tallies/{entry}/correction", new { from = "2024-04-01", to = "2024-04-30", value = right }, Cancelled);
            Assert.True(corrected.IsSuccessStatusCode, await corrected.Content.ReadAsStringAsync(Cancelled));
        }

        static IEnumerable<JsonElement> Standing(JsonElement history) => history.GetProperty("entries").EnumerateArray()
            .Where(entry => entry.GetProperty("data").TryGetProperty("value", out _) && !entry.GetProperty("retracted").GetBoolean());
    }

    private static List<string> Lines(JsonElement answer) =>
    [
        .. answer.GetProperty("lines").EnumerateArray().Select(line => string.Join(' ', ((string[])["line", "result", "heading", "cell", "reason"])
            .Select(member => line.GetProperty(member)).Where(value => value.ValueKind != JsonValueKind.Null).Select(value => value.ToString()))),
    ];
}
