using System.Globalization;
using System.Net;
using System.Text;
using Imizu.Gateway.Tallies;
using Imizu.Gateway.Tests.Mix;
using Xunit;

namespace Imizu.Gateway.Tests.Replicas;

/// <summary>Two gateways that are killed in turn while tallies arrive by all transports.</summary>
public sealed class TwoGatewaysTests(PairedStack stack) : IClassFixture<PairedStack>
{
    private const int Rounds = 2, Messages = 120, Bad = 12, Rows = 40, Requests = 15;

    /// <summary>Every fifth comes twice.</summary>
    private const int Twice = 5;

    private static readonly DateOnly First = new(2018, 4, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_one_after_the_other_is_killed_each_good_tally_is_recorded_once_and_each_bad_one_is_one_dead_letter()
    {
        var sender = await stack.NewSender(measures: 6);
        var (ratio, taken) = (await stack.Register(sender.Programme, "ratio"), await stack.Register(sender.Programme));
        using var april = await stack.CommunityBuilding.Post($"/measures/{taken}/tallies", new { from = "2024-04-01", to = "2024-04-30", value = 1 }, Cancelled);
        april.EnsureSuccessStatusCode();
        var other = await stack.NewSender();
        var (byFile, byRequest) = ((string[])[sender.Measures[4], await stack.Register(sender.Programme)], sender.Measures[5]);
        var mix = new MixSender(sender.Name, sender.Programme, [.. sender.Measures.Take(4)], ratio, taken, other.Programme, other.Measure);
        var messages = TallyMix.Of(mix, Rounds * Messages, Rounds * Bad).ToList();
        using var client = new RetryingClient(stack, sender);

        for (var round = 0; round < Rounds; round++)
        {
            var part = messages.Skip(messages.Count * round / Rounds).Take(messages.Count * (round + 1) / Rounds - messages.Count * round / Rounds).ToList();
            await sender.SendAll([.. part.Concat(part.Where((_, n) => n % Twice == 0)).Select(message => (message.Body, (string?)message.Id))]);
            // The one of the round before comes once more.
            var files = Files(client, [SheetOf(sender, byFile, Math.Max(round - 1, 0)), SheetOf(sender, byFile, round)]);
            var requests = Request(client, sender, byRequest, round);
            await stack.Until(async () => (await stack.Tallied(mix.Flows[0])).Count > round * Messages / 4, "it has begun");
            await stack.KillAndStartAgain(round % 2);
            await Task.WhenAll(requests, files);
        }

        var letters = messages.Count(message => message.Bad is not null) + Rounds * 2;
        await stack.Until(async () => await All(mix.Flows) >= Rounds * Messages && await All(byFile) >= Rounds * Rows
            && (await stack.DeadLetters($"sender={sender.Name}")).Count >= letters, "all is decided");
        await stack.Until(async () => (await stack.Held(TallyQueues.Tallies), await stack.Held(TallyQueues.DeadLetters)) is (0, 0), "nothing is left in the queues");
        Assert.Equal(letters, (await stack.DeadLetters($"sender={sender.Name}")).Count);
        var sent = Enumerable.Range(0, Rounds * Messages).Select(n => TallyMix.Good(mix, n)).ToLookup(good => good.Measure, good => (Of(good.Day), (decimal)good.Value));
        foreach (var measure in mix.Flows)
        {
            Assert.Equal(sent[measure], (await stack.Tallied(measure)).Select(tally => (tally.From, tally.Value)));
        }
        foreach (var (measure, n) in byFile.Select((measure, n) => (measure, n)))
        {
            Assert.Equal(
                Enumerable.Range(0, Rounds * Rows).Where(row => row % 2 == n).Select(row => (Of(First.AddDays(row)), (decimal)row)),
                (await stack.Tallied(measure)).Select(tally => (tally.From, tally.Value)));
        }
        Assert.Equal(Enumerable.Range(0, Rounds * Requests).Select(n => (Of(First.AddDays(n)), (decimal)n)), (await stack.Tallied(byRequest)).Select(tally => (tally.From, tally.Value)));

        async Task<int> All(IReadOnlyList<string> measures) => (await Task.WhenAll(measures.Select(measure => stack.Tallied(measure)))).Sum(tallied => tallied.Count);
    }

    /// <summary>A round's file: rows of two measures in turn, the first of each also negative, which is refused.</summary>
    private static byte[] SheetOf(TallySender sender, string[] measures, int round)
    {
        string Row(string measure, int day, int value) => $"{sender.Programme},{measure},件,{Of(First.AddDays(day))},{Of(First.AddDays(day))},{value}";
        return TallySender.Sheet([.. measures.Select(measure => Row(measure, 3000, -1 - round)), .. Enumerable.Range(round * Rows, Rows).Select(n => Row(measures[n % 2], n, n))]);
    }

    private static async Task Files(RetryingClient client, byte[][] sheets)
    {
        foreach (var sheet in sheets)
        {
            Assert.Contains((await client.Upload(sheet, Cancelled)).Status, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.OK]);
        }
    }

    private static async Task Request(RetryingClient client, TallySender sender, string measure, int round)
    {
        for (var n = round * Requests; n < (round + 1) * Requests; n++)
        {
            for (var times = 0; times < (n % Twice == 0 ? 2 : 1); times++)
            {
                Assert.Equal(HttpStatusCode.Created, (await client.Send(sender.Tally(First.AddDays(n), n, measure), $"{sender.Name}-http-{n}", Cancelled)).Status);
            }
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Send("{}", $"{sender.Name}-bad-{round}", Cancelled)).Status);
    }

    private static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
