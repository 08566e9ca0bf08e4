using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>A tally from its arrival to the report.</summary>
[Collection(nameof(TallyStack))]
public sealed class ReportedTallyTests(TallyStack stack, TestServers servers)
{
    [Fact]
    public async Task Sent_again_for_the_same_period_a_tally_is_replaced_in_the_report_and_kept_in_the_history()
    {
        await using var projection = await ServiceProcess.Start(
            "Imizu.Projection", await servers.NewDatabase(), stack.Broker, TestContext.Current.CancellationToken,
            sources: new Dictionary<string, Uri> { ["community-building"] = stack.CommunityBuilding.Http.BaseAddress! });
        var sender = await stack.NewSender();

        await sender.Send(sender.Tally(100), sender.Tally(7, month: 1), sender.Tally(130));
        await stack.Until(async () => (await stack.Tallied(sender.Measure)).Count == 3, "three entries");

        await stack.Until(async () => await Reported(projection, sender.Programme) == 137, "the later one of April, and May");
        Assert.Equal([100m, 7m, 130m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }

    private static async Task<decimal?> Reported(ServiceProcess projection, string programme)
    {
        using var report = JsonDocument.Parse(await projection.Http.GetStringAsync("/reports/2024", TestContext.Current.CancellationToken));
        return Found(report.RootElement);

        // The one figure of that programme, wherever the report has it.
        decimal? Found(JsonElement part) => part.ValueKind switch
        {
            JsonValueKind.Object when part.TryGetProperty("group", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() == programme =>
                part.GetProperty("cells")[0].GetProperty("value").GetDecimal(),
            JsonValueKind.Object => part.EnumerateObject().Select(member => Found(member.Value)).FirstOrDefault(found => found is not null),
            JsonValueKind.Array => part.EnumerateArray().Select(Found).FirstOrDefault(found => found is not null),
            _ => null,
        };
    }
}
