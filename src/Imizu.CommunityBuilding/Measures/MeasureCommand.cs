using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Measures;

/// <summary>The bodies of the requests to <c>/measures/{code}/…</c>.</summary>
public abstract record MeasureCommand : StreamCommand
{
    public sealed record Register(
        DateOnly On, string Programme, string Measure, string Unit, MeasureKind Kind, MeasureTable Table, int Order) : MeasureCommand;

    public sealed record Tally(DateOnly From, DateOnly To, decimal Value) : MeasureCommand;

    /// <summary>The command that records such an event.</summary>
    public static MeasureCommand Of(FieldMeasureEvent happened) => happened switch
    {
        FieldMeasureEvent.Registered e => new Register(e.On, e.Programme, e.Measure, e.Unit, e.Kind, e.Table, e.Order),
        FieldMeasureEvent.Tallied e => new Tally(e.From, e.To, e.Value),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
