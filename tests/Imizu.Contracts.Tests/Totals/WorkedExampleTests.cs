using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.Contracts.Tests.Totals;

/// <summary>Others have built after <c>docs/control-totals.md</c>: what it shows is so.</summary>
public sealed partial class WorkedExampleTests
{
    private static readonly string Page = BuiltIn.Read("control-totals")!;

    private static readonly List<string> Json = [.. JsonBlocks().Matches(Page).Select(block => block.Groups[1].Value)];

    private static readonly List<EventEnvelope> Events = JsonSerializer.Deserialize<List<EventEnvelope>>(Json[0], ContractJson.Options)!;

    [Fact]
    public void The_canonical_forms_are_as_shown() =>
        Assert.Equal(TextBlock().Match(Page).Groups[1].Value.TrimEnd().Split('\n'), Events.Select(envelope => Encoding.UTF8.GetString(CanonicalEvent.BytesOf(envelope))));

    [Fact]
    public void The_totals_are_as_shown()
    {
        var totals = JsonSerializer.SerializeToElement(ControlTotals.None(Events[0].Source).With(Events), ContractJson.Options);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Json[1]), totals), totals.ToString());
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlocks();

    [GeneratedRegex("```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TextBlock();
}
