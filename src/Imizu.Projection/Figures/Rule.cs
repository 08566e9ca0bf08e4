using Imizu.Contracts.Reports;

namespace Imizu.Projection.Figures;

/// <summary>How a figure is counted.</summary>
/// <param name="Words">The rule in Japanese, for whoever asks why a figure is what it is.</param>
public abstract record Rule(string Words);

/// <summary>
/// A figure that is what the weights of certain facts add up to. The one query of those facts makes the figure and is its evidence.
/// It selects from <c>standing</c>, the facts that stand at the moment asked for; where <see cref="IsSum"/> from <c>of_year</c>, those of the year; where
/// <see cref="IsAcrossYears"/> from <c>history</c>, those up to the year's end of the kinds that it names. It knows the year as <c>@year</c>, <c>@start</c>, <c>@end</c>.
/// </summary>
/// <param name="Words">The rule in Japanese.</param>
/// <param name="Kinds">The kinds of facts of which it counts some.</param>
public abstract record Counting(string Words, params IReadOnlyList<FactKind> Kinds) : Rule(Words)
{
    /// <summary>The facts of a year.</summary>
    public const string OfTheYear = "fiscal_year = @year";

    /// <summary>Where a fact counts among the others of its stream: at its position, or that of the fact that was corrected by it.</summary>
    public const string Place = "coalesce(place, position)";

    /// <summary>Other kinds of facts that decide which are counted.</summary>
    public virtual IReadOnlyList<FactKind> Deciding => [];

    /// <summary>Whether it counts all that stands of its kinds and of the year, by its weight, and tells rows apart by nothing but <c>dimension</c>, <c>items</c> and the month of <c>occurred</c>.</summary>
    public virtual bool IsSum => false;

    /// <summary>Whether it reads facts of earlier years too.</summary>
    public virtual bool IsAcrossYears => false;

    /// <summary>Which facts, beside those of the year, somebody could think that it counts.</summary>
    public virtual string Candidates => OfTheYear;

    /// <summary>Whether what the figure counts in other rows says why a fact is not counted in one.</summary>
    public virtual bool IsAcrossRows => false;

    /// <summary>The SQL that a fact is of a row (<c>@row</c>).</summary>
    /// <param name="row">The SQL of a fact's row.</param>
    public virtual string IsOfRow(string row) => $"{row} = @row";

    /// <summary>Which facts came too late to keep a counted one from being counted; null where that cannot be.</summary>
    public virtual string? TooLate => null;

    /// <summary>Why a standing fact of the year is not counted.</summary>
    public virtual NearMissReason Otherwise => NearMissReason.CountedAlready;

    /// <summary>The same where nothing of its case is counted either.</summary>
    public virtual NearMissReason OtherwiseOfNothingCounted => Otherwise;

    /// <summary>The SQL of the facts that are counted: all columns of facts, then <c>cell</c>, their row, and <c>counts</c>, how much each counts.</summary>
    /// <param name="row">The SQL of a fact's row.</param>
    public abstract string Counted(string row);

    /// <summary>The SQL that a fact is of one of some kinds.</summary>
    public static string Of(params IEnumerable<FactKind> kinds) => $"figure in ({string.Join(", ", kinds.Select(kind => kind.Number))})";
}

/// <summary>A figure that follows from others.</summary>
/// <param name="Words">The rule in Japanese.</param>
/// <param name="Terms">The keys of the figures, with what is done with each.</param>
public sealed record Derived(string Words, params IReadOnlyList<(FormulaOperator Operator, string Key)> Terms) : Rule(Words)
{
    /// <summary>Whether it is a share of another figure, in percent.</summary>
    public bool IsShare => Terms.Any(term => term.Operator == FormulaOperator.Of);

    /// <summary>What the formula comes to; a share is in percent with one decimal place, 0 where there is nothing that it could be of.</summary>
    public decimal Value(Func<string, decimal> valueOf)
    {
        var sum = Terms.Where(term => term.Operator != FormulaOperator.Of).Sum(term => term.Operator == FormulaOperator.Minus ? -valueOf(term.Key) : valueOf(term.Key));
        return Terms.FirstOrDefault(term => term.Operator == FormulaOperator.Of).Key is not { } whole ? sum
            : valueOf(whole) == 0 ? 0
            : Math.Round(100 * sum / valueOf(whole), 1, MidpointRounding.AwayFromZero);
    }
}

/// <summary>What a formula does with a figure.</summary>
public enum FormulaOperator
{
    /// <summary>Added.</summary>
    Plus,
    /// <summary>Taken off.</summary>
    Minus,
    /// <summary>What a share is of.</summary>
    Of,
}
