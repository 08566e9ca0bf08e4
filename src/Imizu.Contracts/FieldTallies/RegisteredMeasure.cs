namespace Imizu.Contracts.FieldTallies;

/// <summary>A measure that community building takes tallies of, as it is registered now: the answer of <c>GET /measures</c>, one of a list.</summary>
/// <param name="Code">What tallies name it by.</param>
/// <param name="Programme">The programme's name, as printed.</param>
/// <param name="Measure">What is counted, as printed.</param>
/// <param name="Unit">The unit, as printed.</param>
/// <param name="Kind">How the periods of a year come together.</param>
public sealed record RegisteredMeasure(string Code, string Programme, string Measure, string Unit, MeasureKind Kind);
