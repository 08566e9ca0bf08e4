namespace Imizu.Gateway.Tallies;

/// <summary>What another system sends: a programme's number of a measure for a period.</summary>
/// <param name="Programme">The programme's name, as printed.</param>
/// <param name="Measure">The measure's code.</param>
/// <param name="Unit">The measure's unit: says that both sides mean the same.</param>
/// <param name="From">The period's first day.</param>
/// <param name="To">The period's last day.</param>
/// <param name="Value">In that unit.</param>
public sealed record Tally(string Programme, string Measure, string Unit, DateOnly From, DateOnly To, decimal Value);

/// <summary>Who sends: the name of an account, and the programmes that it sends for.</summary>
public sealed record Sender(string Name, IReadOnlyList<string> Programmes);

/// <summary>A measure, and the service that has it.</summary>
public sealed record KnownMeasure(string Service, string Code, string Programme, string Measure, string Unit);
