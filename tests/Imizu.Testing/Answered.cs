using System.Text.Json;
using Imizu.Contracts;
using Imizu.EventStreams;
using Xunit;

namespace Imizu.Testing;

/// <summary>What was decided.</summary>
public sealed class Answered<TEvent>(Decision<TEvent> decision)
    where TEvent : class
{
    public void Then(TEvent expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal([Written(expected)], decision.Events.Select(Written));
    }

    public void ThenNothingNew()
    {
        Assert.Null(decision.Refusal);
        Assert.Empty(decision.Events);
    }

    /// <summary>Refused for that field, with words; what is refused records nothing.</summary>
    public void ThenRefused(string field)
    {
        Assert.Equal(field, decision.Refusal?.Field);
        Assert.False(string.IsNullOrWhiteSpace(decision.Refusal?.Because));
        Assert.Empty(decision.Events);
    }

    /// <summary>Some events hold lists, which are equal only as themselves: they are compared as they are stored.</summary>
    private static string Written(TEvent happened) =>
        $"{happened.GetType().FullName} {JsonSerializer.Serialize(happened, happened.GetType(), ContractJson.Options)}";
}
