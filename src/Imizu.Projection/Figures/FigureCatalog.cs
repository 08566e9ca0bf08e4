using System.Collections.Frozen;
using Imizu.Projection.Figures.Collaboration;
using Imizu.Projection.Figures.CommunityBuilding;
using Imizu.Projection.Figures.Consultation;
using Imizu.Projection.Figures.Outreach;
using Imizu.Projection.Figures.Participation;

namespace Imizu.Projection.Figures;

/// <summary>All figures, in the order of the report, and all that events say for them.</summary>
public static class FigureCatalog
{
    /// <summary>
    /// The version of what events say for figures. Raise it when a build reads something else off stored events than the one before: it then recounts
    /// them by itself when it starts.
    /// </summary>
    public const int Version = 4;

    public static IReadOnlyList<Figure> All { get; } =
    [
        .. CaseFigures.All, .. ContactFigures.All, .. ConferenceFigures.All, .. PartnerFigures.All,
        .. TargetFigures.All,
        .. ParticipationFigures.All,
        .. ProjectFigures.All,
        .. CollaborationFigures.All,
    ];

    private static readonly FrozenDictionary<string, Figure> ByKey = All.ToFrozenDictionary(figure => figure.Key);

    /// <summary>All kinds of facts: those of the figures, and those that only print text.</summary>
    public static IReadOnlyList<FactKind> Kinds { get; } =
    [
        .. All.Select(figure => figure.Rule).OfType<Counting>().SelectMany(rule => rule.Kinds.Concat(rule.Deciding))
            .Concat([CaseFigures.CaseOutline, PartnerFigures.PartnerRegistered, ProjectFigures.ProjectCommissioned, ProjectFigures.WorkingEnvironmentImproved])
            .Distinct().OrderBy(kind => kind.Number),
    ];

    private static readonly FrozenDictionary<short, FactKind> ByNumber = Kinds.ToFrozenDictionary(kind => kind.Number);

    private static readonly FrozenDictionary<Type, FactKind[]> ByEvent = Kinds.SelectMany(kind => kind.Events.Select(type => (Type: type, Kind: kind)))
        .GroupBy(of => of.Type, of => of.Kind).ToFrozenDictionary(of => of.Key, of => of.ToArray());

    /// <summary>Kinds that figures read whatever the year.</summary>
    public static IReadOnlyList<FactKind> AcrossYears { get; } =
        [.. All.Select(figure => figure.Rule).OfType<Counting>().Where(rule => rule.IsAcrossYears).SelectMany(rule => rule.Kinds.Concat(rule.Deciding)).Distinct()];

    /// <summary>The kind of a stored number.</summary>
    public static FactKind Kind(short number) => ByNumber[number];

    /// <summary>What the kind of a stored number is called; where only another build has it, the number itself.</summary>
    public static string NameOf(short number) => ByNumber.TryGetValue(number, out var kind) ? kind.Name : $"{number}";

    /// <summary>The figure with a key; null where there is none.</summary>
    public static Figure? Figure(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The figure and the row of a cell's key; null where there is no such figure, none of its rows could be called so, or they have no total.</summary>
    public static (Figure Figure, string? Row)? Cell(string key)
    {
        if (ByKey.TryGetValue(key, out var figure))
        {
            return figure.Rows is { HasTotal: false } ? null : (figure, null);
        }
        var end = key.LastIndexOf('/');
        return end > 0 && ByKey.TryGetValue(key[..end], out var of) && of.Rows is { } rows && key[(end + 1)..] is { Length: > 0 } row
            && (rows.Fixed.Count == 0 || rows.Fixed.Any(known => known.Key == row)) ? (of, row) : null;
    }

    /// <summary>The facts of an event; none for one that no figure counts, or none can hold.</summary>
    public static IReadOnlyList<Fact> FactsOf(object happened, string subject)
    {
        IReadOnlyList<Fact> facts = [.. Said(happened, subject)];
        return facts.All(fact => fact.IsCountable) ? facts : [];
    }

    /// <summary>Whether figures can hold what an event says. A stored one may say more than its service accepts today, and must not make the rest unreadable.</summary>
    public static bool IsCountable(object happened, string subject) => Said(happened, subject).All(fact => fact.IsCountable);

    private static IEnumerable<Fact> Said(object happened, string subject) =>
        ByEvent.TryGetValue(happened.GetType(), out var kinds) ? kinds.SelectMany(kind => kind.FactsOf(happened, subject)) : [];
}
