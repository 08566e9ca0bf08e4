using System.Globalization;
using Imizu.Contracts;
using Imizu.Contracts.Reading;

namespace Imizu.Projection.Figures;

/// <summary>What an event says.</summary>
/// <param name="On">The day on which it occurred (実施日).</param>
/// <param name="Row">The row of the figure's table; empty where it has none.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="For">The fiscal year that it is for, where that is not the one of its day.</param>
public readonly record struct Entry(DateOnly On, string Row = "", decimal Weight = 1, FiscalYear? For = null)
{
    /// <summary>Codes that a figure counts one by one, with <see cref="Fact.Separator"/> between.</summary>
    public string? Items { get; init; }

    public Entry(DateOnly on, Enum row)
        : this(on, row.ToString())
    {
    }
}

/// <summary>What one event contributes to figures.</summary>
/// <param name="Kind">What is said.</param>
/// <param name="On">The day on which it occurred (実施日); it decides the fiscal year, but where the event itself names another.</param>
/// <param name="Row">The row of the figure's table; empty where it has none.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Text">The event itself, stored as JSON where the report prints text of it; null where it only counts.</param>
/// <param name="For">The fiscal year that it is for, where that is not the one of its day.</param>
/// <param name="Items">Codes that a figure counts one by one, with <see cref="Separator"/> between.</param>
public sealed record Fact(FactKind Kind, DateOnly On, string Row = "", decimal Weight = 1, object? Text = null, FiscalYear? For = null, string? Items = null)
{
    public const char Separator = ',';

    /// <summary>The fiscal year that it counts in.</summary>
    public FiscalYear Year => For ?? FiscalYear.Of(On);

    /// <summary>Whether it is a number, of a year, that a report can add up.</summary>
    public bool IsCountable => Year.Year is > 0 and < 9998 && Weight >= 0 && IsReadable;

    // A whole number below the bound is one; a replay asks this of millions.
    private bool IsReadable => Weight.Scale == 0 ? Weight < JapaneseNumber.Beyond : JapaneseNumber.TryReadExactly(Weight.ToString(CultureInfo.InvariantCulture), out _);
}
