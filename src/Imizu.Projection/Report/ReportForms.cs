using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Projection.Figures;

namespace Imizu.Projection.Report;

/// <summary>The forms of the report: a JSON file each, in a folder beside the service or in the one that <c>Reports__Forms</c> names.</summary>
public sealed partial class ReportForms
{
    /// <summary>The form that is meant where none is named: the city's printed report.</summary>
    public const string Printed = "printed";

    /// <summary>What a form's words may hold in the place of an entry's words: anything, as far as a key goes.</summary>
    private const string Anything = "x";

    private static readonly JsonSerializerOptions Strict = ContractJson.ApplyStrictly(new JsonSerializerOptions { ReadCommentHandling = JsonCommentHandling.Skip });

    private readonly Dictionary<string, ReportForm> _forms;

    private ReportForms(IEnumerable<ReportForm> forms) => _forms = forms.ToDictionary(form => form.Key);

    public IReadOnlyCollection<string> Names => _forms.Keys;

    public IReadOnlyCollection<ReportForm> All => _forms.Values;

    /// <summary>A form by its key; null where there is none.</summary>
    public ReportForm? Find(string key) => _forms.GetValueOrDefault(key);

    /// <summary>Reads and checks every form of a folder.</summary>
    /// <exception cref="InvalidDataException">A form is wrong; the message names the file, the place and what to do.</exception>
    public static ReportForms Read(string folder)
    {
        var forms = Directory.EnumerateFiles(folder, "*.json").Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => (File: Path.GetFileName(file), Form: ReadFile(file))).ToList();
        var laidOut = forms.Where(of => of.Form.Sections is not null).ToLookup(of => of.Form.Key, of => of.Form);
        if (forms.FirstOrDefault(of => of.Form.As is { } other && !laidOut.Contains(other)) is { Form: { } lost } without)
        {
            throw new InvalidDataException($"{without.File}: there is no form {lost.As} with sections of its own, as which it could be laid out.");
        }
        if (forms.GroupBy(of => of.Form.Key).FirstOrDefault(key => key.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"{string.Join(" and ", twice.Select(of => of.File))} have the same key, {twice.Key}. Give each form a key of its own.");
        }
        return forms.Any(of => of.Form.Key == Printed) ? new ReportForms(forms.Select(of => of.Form.As is { } other ? of.Form with { Sections = laidOut[other].First().Sections } : of.Form))
            : throw new InvalidDataException($"{folder} has no form with the key \"{Printed}\". It is the one that is meant where none is named.");
    }

    private static ReportForm ReadFile(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            if (HasNullItem(JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })))
            {
                throw new InvalidDataException($"{Path.GetFileName(file)}: null stands in a list where a section, a block, a row, a cell or a text has to.");
            }
            var form = JsonSerializer.Deserialize<ReportForm>(bytes, Strict) ?? throw new InvalidDataException($"{Path.GetFileName(file)}: it is no form.");
            return Faults(form).FirstOrDefault() is { } fault ? throw new InvalidDataException($"{Path.GetFileName(file)}: {fault}") : form;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)}: {e.Message}", e);
        }
    }

    private static bool HasNullItem(JsonNode? node) => node switch
    {
        JsonArray items => items.Any(item => item is null || HasNullItem(item)),
        JsonObject members => members.Any(member => HasNullItem(member.Value)),
        _ => false,
    };

    /// <summary>What is wrong with a form.</summary>
    private static IEnumerable<string> Faults(ReportForm form)
    {
        if ((form.Sections is null) == (form.As is null))
        {
            yield return "a form has either \"sections\" or \"as\".";
        }
        if (form.WithholdBelow < 0)
        {
            yield return "\"withholdBelow\" is 0, or the smallest count that is told.";
        }
        var sections = form.Sections ?? [];
        foreach (var key in Twice(sections.Select(section => section.Key)))
        {
            yield return $"the section {key} is there twice.";
        }
        foreach (var section in sections)
        {
            foreach (var key in Twice(section.Blocks.Select(block => block.Key)))
            {
                yield return $"{section.Key}: the block {key} is there twice.";
            }
            foreach (var (block, fault) in section.Blocks.SelectMany(block => Faults(block).Select(fault => (block, fault))))
            {
                yield return $"{section.Key}/{block.Key}: {fault}";
            }
        }
    }

    private static IEnumerable<string> Faults(FormBlock block)
    {
        FormRow[] rows = [.. block.Rows ?? [], .. block.Notes ?? []];
        FormText[] texts = [.. block.Texts ?? [], .. rows.SelectMany(row => row.Texts ?? [])];
        return
        [
            .. texts.Select(text => text.Each).Append(block.Each).OfType<string>().Where(list => !TextLists.Names.Contains(list))
                .Select(list => $"there is no list {list}. There are {string.Join(", ", TextLists.Names)}."),
            .. texts.Where(text => (text.Text is null) == (text.Commentary is null)).Select(_ => "a text has either \"text\" or \"commentary\"."),
            .. rows.SelectMany(row => row.Cells ?? []).Select(cell => InBraces().Replace(cell.Key, Anything)).Where(key => FigureCatalog.Cell(key) is null).Select(NoFigure),
            .. rows.SelectMany(row => row.Cells ?? []).Where(cell => cell.Target is { } indicator && FigureCatalog.Cell(cell.Key) is var (of, _) && of.Unit != indicator.Unit())
                .Select(cell => $"the target {cell.Target} is in {cell.Target!.Value.Unit()}, and the figure {cell.Key} is not."),
            .. block.Figure is { } figure ? Faults(figure, block.Total is not null) : [],
        ];
    }

    private static IEnumerable<string> Faults(string figure, bool withTotal) => FigureCatalog.Figure(figure) switch
    {
        null => [NoFigure(figure)],
        { Rows: null } => [$"the figure {figure} has no rows; name it in \"rows\"."],
        { Rows.HasTotal: false } when withTotal => [$"the rows of {figure} have units of their own, and no total."],
        _ => [],
    };

    private static string NoFigure(string key) => $"there is no figure {key}. Figures are declared in Imizu.Projection/Figures, and GET /figures lists them.";

    private static IEnumerable<string> Twice(IEnumerable<string> keys) => keys.GroupBy(key => key).Where(same => same.Count() > 1).Select(same => same.Key);

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex InBraces();
}
