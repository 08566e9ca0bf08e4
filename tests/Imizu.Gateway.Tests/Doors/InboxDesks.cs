using System.Text;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>Both sides of the door by files: what senders put and see, and what the gateway has in its own folder.</summary>
public sealed class InboxDesks(TallyStack stack)
{
    private const string Headings = "事業,項目,単位,開始日,終了日,値";

    /// <summary>A row for a month of 2024.</summary>
    public static string Row(TallySender sender, int month, string value, string? measure = null) =>
        $"{sender.Programme},{measure ?? sender.Measure},件,2024/{month}/1,2024/{month}/{DateTime.DaysInMonth(2024, month)},{value}";

    /// <summary>A sender's own folder.</summary>
    public string Theirs(string sender) => Path.Combine(stack.Inbox, sender);

    /// <summary>Writes a sheet.</summary>
    public void Write(string sender, string name, params string[] rows) => File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(Theirs(sender)).FullName, name), string.Join('\n', [Headings, .. rows]), Encoding.UTF8);

    /// <summary>Writes a sheet, and waits until it has been fetched.</summary>
    public async Task Put(string sender, string name, params string[] rows)
    {
        Write(sender, name, rows);
        await stack.Until(() => Task.FromResult(!File.Exists(Path.Combine(Theirs(sender), name))), "the file is fetched");
    }

    /// <summary>The rows of the results of files whose names begin so, the earliest first; waits for as many as there have to be.</summary>
    public async Task<IReadOnlyList<string[]>> Results(string sender, string name, int count = 1) =>
        [.. (await Answers(sender, name, "result.csv", count)).Select(text => text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..])];

    /// <summary>Why a file was refused.</summary>
    public async Task<string> Why(string sender, string name) => (await Answers(sender, name, "why.txt", 1)).Single();

    /// <summary>Files in the gateway's own folder that the sender called so.</summary>
    public IReadOnlyList<string> Own(string sender, string kind, string name) =>
        Directory.Exists(OwnFolder(sender, kind)) ? [.. Directory.EnumerateFiles(OwnFolder(sender, kind), $"*-{name}")] : [];

    private string OwnFolder(string sender, string kind) => Path.Combine(stack.Inbox, ".imizu", sender, kind);

    private async Task<IReadOnlyList<string>> Answers(string sender, string name, string ending, int count)
    {
        List<string> found = [];
        await stack.Until(() => Task.FromResult((found = [.. Directory.EnumerateFiles(Theirs(sender), $"{name}*.{ending}").Order(StringComparer.Ordinal)]).Count >= count), "the sender is told");
        // Told first, put away a moment later.
        await stack.Until(() => Task.FromResult(!Directory.EnumerateFiles(OwnFolder(sender, "working"), $"*-{name}*").Any()), "the file is put away");
        Assert.Equal(count, found.Count);
        return [.. found.Select(File.ReadAllText)];
    }
}
