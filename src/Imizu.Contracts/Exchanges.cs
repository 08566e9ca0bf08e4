namespace Imizu.Contracts;

/// <summary>The broker's exchanges by which other systems follow and send.</summary>
public static class Exchanges
{
    /// <summary>The topic exchange of all events; routing keys are event types.</summary>
    public const string Events = "imizu.events";

    /// <summary>Where field programmes' tallies are sent to; the routing key is free.</summary>
    public const string FieldTallies = "imizu.field-tallies";
}
