using Imizu.Gateway.Doors;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>What a sender sends later is decided later, measure by measure, whatever waits and whoever dies meanwhile.</summary>
[Collection(nameof(DisturbedStack))]
public sealed class InboxOrderTests(TallyStack stack)
{
    [Fact]
    public async Task While_a_file_waits_a_later_one_with_its_measure_is_decided_behind_it_and_one_with_another_passes()
    {
        var (sender, desks) = (await stack.NewSender(measures: 2), new InboxDesks(stack));
        desks.Write(sender.Name, "first.csv", InboxDesks.Row(sender, 4, "1"));
        await desks.Results(sender.Name, "first.csv");
        await using (await SpoiledMeasure.Of(stack, sender.Measure))
        {
            desks.Write(sender.Name, "second.csv", InboxDesks.Row(sender, 4, "2"));
            // So long that whoever comes now would be first, if it might.
            await stack.Until(() => Said($"A file of {sender.Name} waits (ServiceAwayException); trying again in 4 s"), "the second waits");
        }

        desks.Write(sender.Name, "third.csv", InboxDesks.Row(sender, 4, "3"));
        desks.Write(sender.Name, "other.csv", InboxDesks.Row(sender, 4, "9", sender.Measures[1]));

        Assert.Equal(["2,受付,,"], Assert.Single(await desks.Results(sender.Name, "third.csv")));
        Assert.Equal([1m, 2m, 3m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
        Assert.Equal(["2,受付,,"], Assert.Single(await desks.Results(sender.Name, "other.csv")));
        Assert.Matches($@"A file of {sender.Name} \(\d{{8}}-\d{{6}}-\w{{12}}\) waits behind \d{{8}}-\d{{6}}-\w{{12}}, which", stack.Gateway.Console);
    }

    [Fact]
    public async Task A_measure_at_which_its_service_fails_holds_up_its_files_for_a_while_and_then_is_a_dead_letter()
    {
        var (sender, desks) = (await stack.NewSender(measures: 2), new InboxDesks(stack));
        desks.Write(sender.Name, "first.csv", InboxDesks.Row(sender, 4, "1"));
        await desks.Results(sender.Name, "first.csv");
        await using var spoiled = await SpoiledMeasure.Of(stack, sender.Measure);

        desks.Write(sender.Name, "bad.csv", InboxDesks.Row(sender, 4, "2"), InboxDesks.Row(sender, 5, "3"), InboxDesks.Row(sender, 4, "9", sender.Measures[1]));

        var rows = Assert.Single(await desks.Results(sender.Name, "bad.csv"));
        Assert.All(rows[..2], row => Assert.Contains("受付不可,service,", row, StringComparison.Ordinal));
        Assert.Contains("500", rows[0], StringComparison.Ordinal);
        Assert.Equal("4,取込み済み,,", rows[2]);
        Assert.Equal(2, (await stack.DeadLetters($"sender={sender.Name}&field=service")).Count);
    }

    [Fact]
    public async Task What_is_too_much_at_once_stays_in_its_senders_folder_until_some_is_decided()
    {
        var (sender, desks) = (await stack.NewSender(), new InboxDesks(stack));
        desks.Write(sender.Name, "first.csv", InboxDesks.Row(sender, 4, "0"));
        await desks.Results(sender.Name, "first.csv");
        const int All = TallyStack.MostBegun + 2;
        await using (await SpoiledMeasure.Of(stack, sender.Measure))
        {
            for (var number = 1; number <= All; number++)
            {
                desks.Write(sender.Name, $"{number}.csv", InboxDesks.Row(sender, 4, $"{number}"));
            }
            await stack.Until(() => Task.FromResult(desks.Own(sender.Name, "working", "*.csv").Count == TallyStack.MostBegun), "as many as may be are begun");
            // It has looked again by then.
            await stack.Until(() => Said($"A file of {sender.Name} waits (ServiceAwayException); trying again in 4 s"), "the first of them waits");
            Assert.Equal(["6.csv", "7.csv"], Directory.GetFiles(desks.Theirs(sender.Name), "?.csv").Select(Path.GetFileName).Order());
        }

        Assert.Equal(["2,受付,,"], Assert.Single(await desks.Results(sender.Name, $"{All}.csv")));
        Assert.Equal(Enumerable.Range(0, All + 1).Select(value => (decimal)value), (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
    }

    [Fact]
    public void A_file_waits_for_an_earlier_one_with_a_measure_of_its_own_or_that_nobody_has_read()
    {
        var order = new InboxOrder();
        order.Enter("1");
        order.Enter("2");

        Assert.True(order.Has("2", Of("a")));
        Assert.False(order.Has("1", Of("b", "c")));
        Assert.Null(order.Before("2"));
        order.Enter("3");
        Assert.True(order.Has("3", Of("c", "d")));
        order.Enter("4");
        Assert.True(order.Has("4", Of("d")));
        order.Leave("1");
        Assert.Equal((null, "3"), (order.Before("3"), order.Before("4")));
        order.Only(["4"]);
        Assert.Null(order.Before("4"));
    }

    [Fact]
    public void Names_stand_in_the_order_in_which_files_were_taken()
    {
        var at = new DateTimeOffset(2024, 4, 1, 0, 0, 0, TimeSpan.Zero);
        List<string> names = [.. Enumerable.Range(0, 200).Select(n => InboxName.Fresh("a.csv", at.AddTicks(n * 99_991L)))];

        Assert.Equal(names, names.Order(StringComparer.Ordinal));
        Assert.Equal("a.csv", InboxName.Given(names[0]));
    }

    [Fact]
    public void What_cannot_be_a_code_is_not_kept_and_nothing_waits_for_it()
    {
        var order = new InboxOrder();
        string[] words = ["福祉", "", "A", new string('a', 65), "a b"];

        Assert.False(order.Has("1", words));
        Assert.False(order.Has("2", words));
        Assert.False(order.Has("3", [.. words, "a"]));
        Assert.True(order.Has("4", [.. words, "a"]));
    }

    [Fact]
    public void Files_stand_in_the_order_in_which_they_were_taken_though_the_clock_is_put_back()
    {
        var root = Directory.CreateTempSubdirectory("imizu-inbox-");
        try
        {
            var desk = new InboxDesk("sender", root.FullName, Path.Combine(root.FullName, ".imizu", "sender"));
            var at = new DateTimeOffset(2024, 10, 27, 2, 30, 0, TimeSpan.FromHours(2));
            // An hour that comes twice, a clock that is put back, one that stands still, and one that is right again.
            List<DateTimeOffset> times = [at, at.AddMinutes(1).ToOffset(TimeSpan.FromHours(1)), at.AddHours(-3), at.AddHours(-3), at.AddDays(-400), at.AddHours(1)];
            foreach (var (n, time) in times.Index())
            {
                File.WriteAllText(Path.Combine(root.FullName, $"{n}.csv"), "");
                desk.Claim(new FileInfo(Path.Combine(root.FullName, $"{n}.csv")), time);
            }

            Assert.Equal(Enumerable.Range(0, times.Count).Select(n => $"{n}.csv"), desk.Begun().Select(file => file.Given));
            Assert.StartsWith("20241027-013000-", desk.Begun()[^1].Name, StringComparison.Ordinal);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private Task<bool> Said(string line) => Task.FromResult(stack.Gateway.Console.Contains(line, StringComparison.Ordinal));

    private static HashSet<string> Of(params string[] measures) => [.. measures];
}
