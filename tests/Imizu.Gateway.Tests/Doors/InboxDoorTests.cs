using System.Text;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>Files that are put into a sender's folder are taken, and what became of each row lies beside them.</summary>
[Collection(nameof(TallyStack))]
public sealed class InboxDoorTests(TallyStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_taken_row_by_row_and_the_same_file_again_changes_nothing()
    {
        var sender = await stack.NewSender();
        string[] rows = [Row(sender, 4, "10"), Row(sender, 5, "-3"), Row(sender, 6, "十"), Row(sender, 7, "20")];
        var sheet = "事業,項目,単位,開始日,終了日,値\n" + string.Join('\n', rows);

        var result = await Put(sender, "2024.csv", sheet);

        Assert.Equal(
            ["2,受付,,", "3,受付不可,value,0 以上の値にしてください。", "4,受付不可,value,", "5,受付,,"],
            result.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..].Select((line, row) => row == 2 ? string.Join(',', line.Split(',')[..3]) + "," : line));
        Assert.Equal([10m, 20m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
        Assert.Equal(2, (await stack.DeadLetters($"sender={sender.Name}&door=file")).Count);

        File.Delete(Directory.EnumerateFiles(Taken(sender), "2024.csv.*.result.csv").Single());
        await Put(sender, "2024.csv", sheet);
        Assert.Equal(2, (await stack.Tallied(sender.Measure)).Count);
        Assert.Equal(2, (await stack.DeadLetters($"sender={sender.Name}&door=file")).Count);
    }

    [Fact]
    public async Task What_cannot_be_read_as_a_whole_lies_elsewhere_with_the_reason()
    {
        var sender = await stack.NewSender();
        await Write(sender.Name, "picture.png", "not a sheet");
        await Write("nobody-of-that-name", "a.csv", "事業");

        await Refused(sender.Name, "picture.png", "種類");
        await Refused("nobody-of-that-name", "a.csv", "登録されていません");
    }

    private static string Row(TallySender sender, int month, string value) =>
        $"{sender.Programme},{sender.Measure},件,2024/{month}/1,2024/{month}/{DateTime.DaysInMonth(2024, month)},{value}";

    private string Taken(TallySender sender) => Path.Combine(stack.Inbox, sender.Name, "taken");

    private async Task<string> Put(TallySender sender, string name, string sheet)
    {
        await Write(sender.Name, name, sheet);
        await stack.Until(() => Task.FromResult(!File.Exists(Path.Combine(stack.Inbox, sender.Name, name)) && File.Exists(Path.Combine(Taken(sender), name))), "the file is taken");
        return await File.ReadAllTextAsync(Directory.EnumerateFiles(Taken(sender), $"{name}.*.result.csv").Single(), Cancelled);
    }

    private async Task Write(string folder, string name, string sheet)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(stack.Inbox, folder)).FullName, name);
        await File.WriteAllTextAsync(path, sheet, Encoding.UTF8, Cancelled);
    }

    private async Task Refused(string folder, string name, string saying)
    {
        var why = Path.Combine(stack.Inbox, folder, "refused", $"{name}.why.txt");
        await stack.Until(() => Task.FromResult(File.Exists(why) && !File.Exists(Path.Combine(stack.Inbox, folder, name))), "the file is refused");
        Assert.Contains(saying, await File.ReadAllTextAsync(why, Cancelled), StringComparison.Ordinal);
    }
}
