namespace Imizu.Contracts;

/// <summary>
/// Which service records events of which area. The area is what stands behind the prefix in an event's permanent name: a service's own has its
/// name, and that of tallies belongs to those in whose stores tallies are.
/// </summary>
public static class EventAreas
{
    /// <summary>What every permanent name begins with, before the area.</summary>
    public const string Prefix = "jp.imizu.";

    /// <summary>The services whose stores have field programmes' tallies: community building takes them in; those that consultation has recorded stand.</summary>
    public static IReadOnlyList<string> HaveTallies { get; } = ["consultation", "community-building"];

    /// <summary>The areas that a service records events of.</summary>
    /// <param name="service">Its name in the stack: the last part of its source.</param>
    public static IReadOnlyList<string> Of(string service) => HaveTallies.Contains(service) ? [service, "field-tallies"] : [service];

    /// <summary>Whether an event of this type can be the service's, be the type known here or not.</summary>
    /// <param name="service">Its name in the stack.</param>
    /// <param name="type">The permanent name.</param>
    public static bool Has(string service, string type) =>
        type.StartsWith(Prefix, StringComparison.Ordinal)
        && Of(service).Any(area => type.AsSpan(Prefix.Length).StartsWith($"{area}.", StringComparison.Ordinal));
}
