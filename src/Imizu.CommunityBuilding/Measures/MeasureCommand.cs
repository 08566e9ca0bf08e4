using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Measures;

/// <summary>The bodies of the requests to <c>/measures/{code}/…</c>.</summary>
public abstract record MeasureCommand : StreamCommand
{
    public sealed record Register(
        DateOnly On, string Programme, string Measure, string Unit, MeasureKind Kind, MeasureTable Table, int Order) : MeasureCommand;

    public sealed record Tally(DateOnly From, DateOnly To, decimal Value) : MeasureCommand;
}
