using System.Text.Json;
using Imizu.Contracts;
using Imizu.Projection.Report;

namespace Imizu.Projection.Figures;

/// <summary>The rows of a figure's table.</summary>
/// <param name="Fixed">The rows that are always there, in the order of print; the others are those that something is counted in.</param>
/// <param name="ColumnOf">The SQL of a fact's row.</param>
/// <param name="Entries">What records say of each row, such as those of a register; null where the rows are fixed.</param>
/// <param name="Unlisted">How a row is printed that the register does not have; by default not at all.</param>
/// <param name="HasTotal">Whether the rows add up to a figure: not where their units differ.</param>
public sealed record Rows(
    IReadOnlyList<FixedRow> Fixed, string ColumnOf = "dimension", Func<YearFigures, IReadOnlyDictionary<string, RegisterEntry>>? Entries = null,
    Func<string, RegisterEntry>? Unlisted = null, bool HasTotal = true)
{
    /// <summary>A row for each month, from April.</summary>
    public static Rows Months { get; } = new(
        [.. Enumerable.Range(0, 12).Select(n => (n + 3) % 12 + 1).Select(month => new FixedRow($"{month:00}", $"{month:00}", $"{month}月"))], "to_char(occurred, 'MM')");

    /// <summary>The SQL of the row where a fact is counted in that of each of its items.</summary>
    public const string Item = "item";

    /// <summary>A row for each code, in the order of the codes, which is that of the printed report.</summary>
    public static Rows Codes<T>(string columnOf = "dimension")
        where T : struct, Enum =>
        new([.. Enum.GetValues<T>().Select(code => new FixedRow($"{code}", KeyOf(code), code.Word()))], columnOf);

    /// <summary>A row for each entry of a register in which something is counted.</summary>
    /// <param name="register">The register.</param>
    /// <param name="entry">How an entry is printed.</param>
    /// <param name="unlisted">How a row is printed whose registration was retracted since.</param>
    /// <param name="hasTotal">Whether the rows add up to a figure.</param>
    public static Rows Register<T>(FactKind register, Func<T, RegisterEntry> entry, Func<string, RegisterEntry>? unlisted = null, bool hasTotal = true) => new(
        [], Entries: figures => figures.Register<T>(register).ToDictionary(of => of.Key, of => entry(of.Value)), Unlisted: unlisted, HasTotal: hasTotal);

    /// <summary>A row for each thing that something was counted of, and what it is called, by which they are ordered.</summary>
    public static Rows Named(Func<YearFigures, IEnumerable<(string Key, string Name)>> names) =>
        new([], Entries: figures => names(figures).ToLookup(of => of.Key).ToDictionary(of => of.Key, of => new RegisterEntry(of.Last().Name, Table: "", Order: 0)));

    /// <summary>A code as keys have it: in its spelling in requests.</summary>
    public static string KeyOf(Enum code) => JsonNamingPolicy.CamelCase.ConvertName($"{code}");

    /// <summary>A row as keys have it.</summary>
    public string KeyOf(string stored) => Fixed.FirstOrDefault(row => row.Stored == stored)?.Key ?? stored;

    /// <summary>A row as facts have it.</summary>
    public string StoredOf(string key) => Fixed.FirstOrDefault(row => row.Key == key)?.Stored ?? key;
}

/// <summary>A row that is always there.</summary>
/// <param name="Stored">As facts have it.</param>
/// <param name="Key">As keys have it: a code in its spelling in requests.</param>
/// <param name="Word">As printed.</param>
public sealed record FixedRow(string Stored, string Key, string Word);

/// <summary>How an entry of a register is printed.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Table">The code of the table that it stands in.</param>
/// <param name="Order">Its row there.</param>
/// <param name="Group">What it belongs to: a field programme.</param>
/// <param name="Unit">Its own unit.</param>
public sealed record RegisterEntry(string Label, string Table, int Order, string? Group = null, string? Unit = null);
