using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Imizu.Contracts.Reading;
using Imizu.Sheets;
using Imizu.Web.Recording;

namespace Imizu.Web.Importing;

/// <summary>A register that was kept as a table until now, on its way: its columns are named, every row is checked against the services' rules, and then recorded.</summary>
internal sealed class Import
{
    private const int LastHeading = 20;

    private Import(StreamKind kind, string name, IReadOnlyList<ImportTarget> all, IReadOnlyList<string> headings, IReadOnlyList<ImportRow> rows) =>
        (Kind, Name, All, Headings, Rows, Targets) = (kind, name, all, headings, rows, new ImportTarget?[headings.Count]);

    /// <summary>Whoever changes it, or gives rows their turn, waits for it.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>How much it holds, in bytes.</summary>
    public long Size => Rows.Sum(row => row.Cells.Sum(cell => 2L * cell.Length));

    /// <summary>What its rows are about.</summary>
    public StreamKind Kind { get; }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The headings of the columns.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>The rows below them.</summary>
    public IReadOnlyList<ImportRow> Rows { get; }

    /// <summary>All that a column can become.</summary>
    public IReadOnlyList<ImportTarget> All { get; }

    /// <summary>What each column becomes; null for nothing.</summary>
    public ImportTarget?[] Targets { get; private set; }

    /// <summary>The codes that somebody has said words to mean, which are none by themselves.</summary>
    public Dictionary<(string Target, string Text), string> Codes { get; } = [];

    /// <summary>How far it is.</summary>
    public ImportStage Stage { get; private set; }

    /// <summary>Whether each row has had its turn in the stage.</summary>
    public bool IsOver => Rows.All(row => row.IsDone);

    /// <summary>What texts have come to mean: streams that rows are about.</summary>
    public ConcurrentDictionary<string, (string Id, string? Because)> Known { get; } = [];

    /// <summary>Reads a file; one of its first rows is the headings.</summary>
    /// <exception cref="UnreadableSheetException">It is no table.</exception>
    public static Import Of(StreamKind kind, SentFile file)
    {
        var rows = SheetCells.Read(file.Extension, file.Bytes);
        if (rows.Count == 0)
        {
            throw new UnreadableSheetException("空のファイルです。");
        }

        var all = ImportTarget.Of(kind);
        // What says the most of what can be recorded, else what is filled the most.
        var (at, (_, headings)) = rows.Take(LastHeading).Index().MaxBy(row => (row.Item.Cells.Count(cell => ImportTarget.Meant(all, cell) is not null), row.Item.Cells.Count(cell => cell.Length > 0)));
        return new(kind, file.Name, all, headings, [.. rows.Skip(at + 1).Select(row => new ImportRow(row.Number, row.Cells))]);
    }

    /// <summary>Takes what each column becomes, and begins anew.</summary>
    public void Take(IEnumerable<ImportTarget?> targets)
    {
        (Targets, Stage) = ([.. targets], ImportStage.Naming);
        Known.Clear();
    }

    /// <summary>Begins a stage in which each row has its turn.</summary>
    public void Begin(ImportStage stage)
    {
        Stage = stage;
        var before = new Dictionary<string, int>();
        foreach (var row in Rows)
        {
            var said = Said(row);
            row.Occurrence = before[said] = before.GetValueOrDefault(said) + 1;
            if (stage == ImportStage.Checking || row.IsRight)
            {
                row.Forget();
            }
        }
    }

    /// <summary>The texts that stand where a code has to, and are none by themselves: each with its column's target.</summary>
    public IEnumerable<(ImportTarget Target, string Text)> Words() => (
        from column in Enumerable.Range(0, Targets.Length)
        let target = Targets[column]
        where target is { Choices.Count: > 0 }
        from row in Rows
        from text in Texts(target, row.At(column))
        select (target, text)).Distinct().Where(word => word.target.CodeOf(word.text) is null);

    /// <summary>What a row records, in order: each entry with its body, and the columns of its fields.</summary>
    public IReadOnlyList<(Recording.Recording Recording, JsonObject Body)> CommandsOf(ImportRow row, DateOnly today)
    {
        var commands = new List<(Recording.Recording, JsonObject)>();
        string[]? first = null;
        foreach (var recording in Kind.Recordings)
        {
            var columns = ColumnsOf(recording).ToList();
            var fields = columns.Where(column => row.At(column).Length > 0).ToDictionary(column => FormValues.NameOf(Targets[column]!.Member!.Name), column => CellOf(Targets[column]!, row.At(column)));
            if (fields.Count == 0)
            {
                continue;
            }

            // A register has one day for several things: what has no column of its own happened when all began.
            var on = FormValues.NameOf("on");
            first ??= fields.GetValueOrDefault(on);
            if (first is not null && !columns.Any(column => Targets[column]!.Member!.Name == "on") && recording.Members.Any(member => member.Name == "on"))
            {
                fields[on] = first;
            }

            commands.Add((recording, FormBody.Of(recording, new FormValues(fields), today)));
        }

        return commands;
    }

    /// <summary>The column of a field of an entry; null where none is.</summary>
    public int? ColumnOf(Recording.Recording recording, string field) =>
        ColumnsOf(recording).Where(column => Targets[column]!.Member!.Name == field.Split('[', '.')[0]).Select(column => (int?)column).FirstOrDefault();

    /// <summary>The column of the numbers; null where there is none.</summary>
    public int? ColumnOfNumber => Array.FindIndex(Targets, target => target?.Key == ImportTarget.Number) is var column and >= 0 ? column : null;

    /// <summary>What the row's number is; empty where it has none.</summary>
    public string NumberOf(ImportRow row) => ColumnOfNumber is { } column ? row.At(column) : "";

    /// <summary>The id of what a row begins: the same whenever, and by whatever file, the same number comes; without a number, the same where the row says the same.</summary>
    public string NewIdOf(ImportRow row) => NumberOf(row) is { Length: > 0 } number ? EarlierIdOf(number) : IdOf($"{Kind.Collection}\n{Said(row)}\n{row.Occurrence}");

    /// <summary>The id that an import gives to what has a number in a register.</summary>
    public string EarlierIdOf(string number) => Kind.IsNamedByCode ? number : IdOf($"{Kind.Collection}\n{JapaneseName.Key(number)}");

    /// <summary>The key of a row's entries: the same row again is the same entries again.</summary>
    public string KeyOf(ImportRow row, string id, JsonArray commands) =>
        $"import.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind.Collection}\n{id}\n{commands.ToJsonString()}\n{row.Occurrence}")))}";

    /// <summary>What came of a row, in words.</summary>
    public string Told(ImportRow row) => !row.IsDone ? ""
        : row.Wrong.Count > 0 ? string.Join(" ", row.Wrong.Select(wrong => $"{(wrong.Column is { } column ? $"{SheetCells.Address(column, row.Number)}：" : "")}{wrong.Because}"))
        : row.IsThere ? "すでに記録されています。"
        : string.Join(" ", row.Warnings.Prepend(Stage == ImportStage.Recording ? "記録しました。" : "正しい行です。"));

    // What a row says in the columns that are taken.
    private string Said(ImportRow row) => string.Join('\u001f', Enumerable.Range(0, Targets.Length).Where(column => Targets[column] is not null).Select(column => $"{Targets[column]!.Key} {row.At(column)}"));

    private IEnumerable<int> ColumnsOf(Recording.Recording recording) => Enumerable.Range(0, Targets.Length).Where(column => Targets[column]?.Recording == recording);

    private string[] CellOf(ImportTarget target, string cell) => target.Choices.Count == 0 ? [cell]
        : [.. Texts(target, cell).Select(text => target.CodeOf(text) ?? Codes.GetValueOrDefault((target.Key, text), text))];

    private static string[] Texts(ImportTarget target, string cell) => target.Member!.IsList
        ? cell.Split(['、', ',', '，', '・', '/', '／', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : cell.Length > 0 ? [cell] : [];

    private static string IdOf(string name) => $"{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"imizu import\n{name}")).AsSpan(0, 16))}";
}

/// <summary>How far an import is.</summary>
internal enum ImportStage
{
    /// <summary>Somebody says what the columns, and the words in them, are.</summary>
    Naming,

    /// <summary>Each row is checked.</summary>
    Checking,

    /// <summary>Each row that is right is recorded.</summary>
    Recording,
}

/// <summary>A row of a register.</summary>
/// <param name="Number">Its number in the sheet, from 1.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record ImportRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>Which of the rows that say the same, from 1.</summary>
    public int Occurrence { get; set; }

    /// <summary>Whether what it says is recorded already.</summary>
    public bool IsThere { get; set; }

    /// <summary>What is wrong, each with its column where it has one.</summary>
    public List<(int? Column, string Because)> Wrong { get; } = [];

    /// <summary>What is to be looked at again, though it is right.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Whether its turn in the stage has come.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether it is checked, right, and not there already.</summary>
    public bool IsRight => IsDone && Wrong.Count == 0 && !IsThere;

    /// <summary>A cell; empty where the row ends before it.</summary>
    public string At(int column) => column < Cells.Count ? Cells[column] : "";

    /// <summary>Forgets what came of it.</summary>
    public void Forget()
    {
        Wrong.Clear();
        Warnings.Clear();
        (IsDone, IsThere) = (false, false);
    }
}
