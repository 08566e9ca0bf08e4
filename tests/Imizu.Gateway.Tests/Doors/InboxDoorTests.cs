using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>Files that are put into a sender's folder are taken, and what became of each row is laid beside them.</summary>
[Collection(nameof(TallyStack))]
public sealed class InboxDoorTests(TallyStack stack)
{
    private readonly InboxDesks _desks = new(stack);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_taken_row_by_row_and_the_same_file_again_changes_nothing()
    {
        var sender = await stack.NewSender();
        string[] rows = [InboxDesks.Row(sender, 4, "10"), InboxDesks.Row(sender, 5, "-3"), InboxDesks.Row(sender, 6, "十"), InboxDesks.Row(sender, 7, "20")];
        await _desks.Put(sender.Name, "2024.csv", rows);

        var result = await _desks.Results(sender.Name, "2024.csv");

        Assert.Equal(
            ["2,受付,,", "3,受付不可,value,0 以上の値にしてください。", "4,受付不可,value,", "5,受付,,"],
            Assert.Single(result).Select((line, row) => row == 2 ? string.Join(',', line.Split(',')[..3]) + "," : line));
        Assert.Equal([10m, 20m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));

        await _desks.Put(sender.Name, "2024.csv", rows);
        var both = await _desks.Results(sender.Name, "2024.csv", count: 2);
        Assert.Equal(["2,取込み済み,,", "5,取込み済み,,"], both[1].Where(line => !line.Contains("受付不可", StringComparison.Ordinal)));
        Assert.Equal(2, (await stack.Tallied(sender.Measure)).Count);
        Assert.Equal(2, (await stack.DeadLetters($"sender={sender.Name}&door=file")).Count);
        Assert.Equal(2, _desks.Own(sender.Name, "taken", "2024.csv").Count);
    }

    [Fact]
    public async Task A_correction_stands_although_the_first_file_comes_once_more()
    {
        var sender = await stack.NewSender();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("1.csv", "10"), ("2.csv", "12"), ("3.csv", "10")])
        {
            _desks.Write(sender.Name, name, InboxDesks.Row(sender, 4, value));
        }

        Assert.Equal(["2,取込み済み,,"], Assert.Single(await _desks.Results(sender.Name, "3.csv")));
        Assert.Equal([10m, 12m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }

    [Fact]
    public async Task What_cannot_be_read_as_a_whole_lies_elsewhere_with_the_reason()
    {
        var sender = await stack.NewSender();
        var stranger = $"nobody-{Guid.NewGuid():N}"[..20];
        await _desks.Put(sender.Name, "picture.png", "not a sheet");
        await _desks.Put(stranger, "a.csv", "");

        Assert.Contains("種類", await _desks.Why(sender.Name, "picture.png"), StringComparison.Ordinal);
        Assert.Contains("登録されていません", await _desks.Why(stranger, "a.csv"), StringComparison.Ordinal);
        Assert.Single(_desks.Own(sender.Name, "refused", "picture.png"));
    }

    [Fact]
    public async Task A_row_that_was_retracted_is_not_brought_back_by_the_same_file_and_its_sender_is_told()
    {
        var sender = await stack.NewSender();
        string[] rows = [InboxDesks.Row(sender, 4, "10"), InboxDesks.Row(sender, 5, "20")];
        await _desks.Put(sender.Name, "first.csv", rows);
        await _desks.Results(sender.Name, "first.csv");
        var history = await stack.Consultation.Http.GetFromJsonAsync<JsonElement>($"/measures/{sender.Measure}", Cancelled);
        var april = history.GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("data").TryGetProperty("value", out var value) && value.GetDecimal() == 10);
        using (var retracted = await stack.Consultation.Post($"/measures/{sender.Measure}/entries/{april.GetProperty("id")}/retraction", new { reason = "wrongContent" }, Cancelled))
        {
            Assert.True(retracted.IsSuccessStatusCode, await retracted.Content.ReadAsStringAsync(Cancelled));
        }

        await _desks.Put(sender.Name, "again.csv", rows);
        var told = Assert.Single(await _desks.Results(sender.Name, "again.csv"));
        Assert.StartsWith("2,受付不可,value,この集計は記録のあとで取り消されています。", told[0], StringComparison.Ordinal);
        Assert.Equal("3,取込み済み,,", told[1]);

        await _desks.Put(sender.Name, "after-all.csv", rows[0]);
        Assert.Equal(["2,受付,,"], Assert.Single(await _desks.Results(sender.Name, "after-all.csv")));
    }

    [Fact]
    public async Task A_name_as_long_as_a_file_system_lets_it_be_does()
    {
        var sender = await stack.NewSender();
        await _desks.Put(sender.Name, $"{new string('福', 80)}.csv", InboxDesks.Row(sender, 4, "10"));

        Assert.Equal(["2,受付,,"], Assert.Single(await _desks.Results(sender.Name, new string('福', 50))));
    }

    [Fact]
    public async Task A_file_that_cannot_be_put_away_holds_up_no_other_and_is_done_once_it_can()
    {
        var sender = await stack.NewSender();
        var own = Path.Combine(stack.Inbox, ".imizu", sender.Name);
        // As a crash leaves it; and where its result has to be, there is something else.
        const string begun = "20240401-000000-000000000000-begun.csv";
        var inTheWay = Directory.CreateDirectory(Path.Combine(own, "taken", $"{begun}.result.csv"));
        Directory.CreateDirectory(Path.Combine(own, "refused"));
        _desks.Write(sender.Name, ".begun", InboxDesks.Row(sender, 4, "10"));
        Directory.CreateDirectory(Path.Combine(own, "working"));
        File.Move(Path.Combine(_desks.Theirs(sender.Name), ".begun"), Path.Combine(own, "working", begun));
        await stack.Until(() => Task.FromResult(stack.Gateway.Console.Contains($"A file of {sender.Name} waits", StringComparison.Ordinal)), "it waits");

        _desks.Write(sender.Name, "good.csv", InboxDesks.Row(sender, 5, "20"));

        Assert.Equal(["2,受付,,"], Assert.Single(await _desks.Results(sender.Name, "good.csv")));
        Assert.Single(_desks.Own(sender.Name, "working", "begun.csv"));
        inTheWay.Delete();
        Assert.Equal(["2,取込み済み,,"], Assert.Single(await _desks.Results(sender.Name, "begun.csv")));
    }

    [Fact]
    public async Task While_a_service_hangs_other_senders_go_on_and_what_takes_a_files_place_is_the_next()
    {
        var (sender, other) = (await stack.NewSender(), await stack.NewSender());
        // The gateway knows their measures, and has nothing to ask about those.
        using (var http = other.Http)
        {
            await http.GetStringAsync("/measures", TestContext.Current.CancellationToken);
        }
        await stack.CommunityBuilding.Freeze();
        try
        {
            // Whether the service that does not answer has this measure cannot be said.
            _desks.Write(sender.Name, "a.csv", InboxDesks.Row(sender, 4, "10"), InboxDesks.Row(sender, 5, "10", "nobody-has-it"));
            await stack.Until(() => Task.FromResult(_desks.Own(sender.Name, "working", "a.csv").Count == 1), "the file is begun");
            _desks.Write(sender.Name, "a.csv", InboxDesks.Row(sender, 6, "30"));
            _desks.Write(other.Name, "good.csv", InboxDesks.Row(other, 4, "40"));

            Assert.Equal(["2,受付,,"], Assert.Single(await _desks.Results(other.Name, "good.csv")));
            Assert.Single(_desks.Own(sender.Name, "working", "a.csv"));
        }
        finally
        {
            await stack.CommunityBuilding.Thaw();
        }
        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count == 2, "both are taken in");
        await _desks.Results(sender.Name, "a.csv", count: 2);
        Assert.Equal([10m, 30m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value).Order());
    }
}
