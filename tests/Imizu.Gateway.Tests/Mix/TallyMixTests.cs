using System.Text.Json;
using Imizu.Gateway.Tallies;
using Xunit;

namespace Imizu.Gateway.Tests.Mix;

/// <summary>Three senders send at once, and one in ten of what they send is bad.</summary>
[Collection(nameof(TallyStack))]
public sealed class TallyMixTests(TallyStack stack)
{
    private const int GoodEach = 600, BadEach = 66;

    [Fact]
    public async Task Good_ones_are_recorded_exactly_once_and_each_bad_one_waits_with_its_field_and_reason()
    {
        TallySender[] senders = [await stack.NewSender(measures: 4), await stack.NewSender(measures: 4), await stack.NewSender(measures: 4)];
        var mixed = new List<(TallySender Sender, MixSender Mix, List<MixMessage> Messages)>();
        for (var n = 0; n < senders.Length; n++)
        {
            var (sender, other) = (senders[n], senders[(n + 1) % senders.Length]);
            var (ratio, taken) = (await stack.Register(sender.Programme, "ratio"), await stack.Register(sender.Programme));
            using var april = await stack.CommunityBuilding.Post($"/measures/{taken}/tallies", new { from = "2024-04-01", to = "2024-04-30", value = 1 }, TestContext.Current.CancellationToken);
            april.EnsureSuccessStatusCode();
            var mix = new MixSender(sender.Name, sender.Programme, sender.Measures, ratio, taken, other.Programme, other.Measure);
            mixed.Add((sender, mix, [.. TallyMix.Of(mix, GoodEach, BadEach)]));
        }

        await Task.WhenAll(mixed.Select(one => one.Sender.SendAll([.. one.Messages.Select(message => (message.Body, (string?)message.Id))])));
        await stack.Until(async () => await Letters(senders) >= mixed.Sum(one => one.Messages.Count(message => message.Bad is not null)), "the bad ones are kept");

        foreach (var (sender, mix, messages) in mixed)
        {
            await stack.Until(async () => (await Task.WhenAll(mix.Flows.Select(flow => stack.Tallied(flow)))).Sum(tallied => tallied.Count) >= GoodEach, "the good ones are recorded");
            await EachGoodOneIsThere(mix);
            EachBadOneWaits(messages, await stack.DeadLetters($"sender={sender.Name}"));
        }
        await stack.Until(async () => (await stack.Held(TallyQueues.Tallies), await stack.Held(TallyQueues.DeadLetters)) is (0, 0), "nothing is left in the queues");
    }

    [Fact]
    public void The_mix_contains_all_twenty_kinds_of_invalid_tallies()
    {
        var sender = new MixSender("s", "p", ["m"], "r", "t", "o", "om");
        Assert.Equal(20, TallyMix.Of(sender, GoodEach, BadEach).Select(message => message.Bad?.Name).OfType<string>().Distinct().Count());
    }

    private async Task<int> Letters(TallySender[] senders)
    {
        var found = 0;
        foreach (var sender in senders)
        {
            found += (await stack.DeadLetters($"sender={sender.Name}")).Count;
        }
        return found;
    }

    private async Task EachGoodOneIsThere(MixSender mix)
    {
        var sent = Enumerable.Range(0, GoodEach).Select(n => TallyMix.Good(mix, n)).ToLookup(good => good.Measure, good => (Day: $"{good.Day:yyyy-MM-dd}", (decimal)good.Value));
        foreach (var measure in mix.Flows)
        {
            Assert.Equal(sent[measure], (await stack.Tallied(measure)).Select(tally => (tally.From, tally.Value)));
        }
        Assert.Empty(await stack.Tallied(mix.Ratio));
        Assert.Single(await stack.Tallied(mix.Taken));
    }

    private static void EachBadOneWaits(List<MixMessage> messages, IReadOnlyList<JsonElement> letters)
    {
        var bad = messages.Where(message => message.Bad is not null).ToList();
        Assert.Equal(bad.Count, letters.Count);
        var byId = letters.ToDictionary(letter => letter.GetProperty("messageId").GetString()!);
        Assert.All(bad, message =>
        {
            Assert.Equal((message.Bad!.Name, message.Bad.Field), (message.Bad.Name, byId[message.Id].GetProperty("field").GetString()));
            Assert.Contains(message.Bad.Saying, byId[message.Id].GetProperty("reason").GetString(), StringComparison.Ordinal);
        });
    }
}
