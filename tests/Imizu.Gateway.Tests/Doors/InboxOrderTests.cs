using Imizu.Gateway.Doors;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>What a sender sends later is decided later, measure by measure, whatever waits and whoever dies meanwhile.</summary>
[Collection(nameof(DisturbedStack))]
public sealed class InboxOrderTests(TallyStack stack)
{
    private const int Files = 6;

    [Fact]
    public async Task While_a_service_is_away_a_senders_later_numbers_wait_behind_the_earlier_and_its_other_measures_pass()
    {
        var (sender, desks) = (await stack.NewSender(), new InboxDesks(stack));
        var code = await TallyStack.Register(stack.CommunityBuilding, sender.Programme);
        stack.IsCommunityAway = true;
        await stack.KillAndStartAgain();
        try
        {
            for (var n = 0; n < Files; n++)
            {
                desks.Write(sender.Name, $"{n}.csv", InboxDesks.Row(sender, 4, $"{10 + n}", code));
            }
            desks.Write(sender.Name, "other.csv", InboxDesks.Row(sender, 4, "1"));
            Assert.Equal(["2,受付,,"], Assert.Single(await desks.Results(sender.Name, "other.csv")));
        }
        finally
        {
            stack.IsCommunityAway = false;
            await stack.KillAndStartAgain();
        }

        await stack.Until(async () => (await stack.Tallied(code, stack.CommunityBuilding)).Count >= Files, "all are recorded");
        Assert.Equal(Enumerable.Range(10, Files).Select(value => (decimal)value), (await stack.Tallied(code, stack.CommunityBuilding)).Select(tally => tally.Value));
    }

    [Fact]
    public void A_file_waits_for_an_earlier_one_with_a_measure_of_its_own_or_that_nobody_has_read()
    {
        var order = new InboxOrder();
        order.Enter("1");
        order.Enter("2");

        Assert.True(order.Has("2", Of("a")));
        Assert.False(order.Has("1", Of("b", "c")));
        Assert.False(order.IsBehind("2"));
        order.Enter("3");
        Assert.True(order.Has("3", Of("c", "d")));
        order.Enter("4");
        Assert.True(order.Has("4", Of("d")));
        order.Leave("1");
        Assert.Equal((false, true), (order.IsBehind("3"), order.IsBehind("4")));
        order.Only(["4"]);
        Assert.False(order.IsBehind("4"));
    }

    [Fact]
    public void Names_stand_in_the_order_in_which_files_were_taken()
    {
        var at = new DateTimeOffset(2024, 4, 1, 0, 0, 0, TimeSpan.Zero);
        List<string> names = [.. Enumerable.Range(0, 200).Select(n => InboxName.Fresh("a.csv", at.AddTicks(n * 99_991L)))];

        Assert.Equal(names, names.Order(StringComparer.Ordinal));
        Assert.Equal("a.csv", InboxName.Given(names[0]));
    }

    private static HashSet<string> Of(params string[] measures) => [.. measures];
}
