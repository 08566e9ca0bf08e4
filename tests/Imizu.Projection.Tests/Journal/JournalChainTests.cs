using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Imizu.Contracts.Consultation;
using Imizu.Projection.Journal;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

public class JournalChainTests
{
    private static readonly CaseEvent.PlanRevised Something = new(new DateOnly(2024, 5, 1));

    [Fact]
    public void Events_that_follow_the_head_are_contiguous()
    {
        var chain = JournalChain.After(0, Envelope.Chain(3, _ => Something));
        Assert.Equal(3, chain.Contiguous.Count);
        Assert.False(chain.IsGapped);
    }

    [Fact]
    public void Events_at_or_below_the_head_are_duplicates()
    {
        var events = Envelope.Chain(3, _ => Something);
        var chain = JournalChain.After(events[1].Position, events);
        Assert.Equal([events[2]], chain.Contiguous);
        Assert.Equal(2, chain.Duplicates);
    }

    [Fact]
    public void Events_after_a_gap_are_out_of_order()
    {
        var events = Envelope.Chain(5, _ => Something);
        events.RemoveAt(2);
        var chain = JournalChain.After(0, events);
        Assert.Equal(events[..2], chain.Contiguous);
        Assert.Equal(events[2..], chain.OutOfOrder);
        Assert.True(chain.IsGapped);
    }

    [Fact]
    public void An_empty_batch_is_no_gap() => Assert.False(JournalChain.After(7, []).IsGapped);

    /// <summary>Whatever is lost, doubled and shuffled on the way, the journal is the source in the end.</summary>
    [Property(MaxTest = 300)]
    public Property Any_delivery_and_a_last_look_at_the_feed_give_the_source_itself() => Prop.ForAll(
        Gen.Choose(1, 30).ToArbitrary(), Gen.ArrayOf(Gen.Choose(0, 29), 60).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(),
        (count, delivered, batch) =>
        {
            var source = Envelope.Chain(count, _ => Something, skip: 2);
            List<long> journal = [];
            foreach (var envelopes in delivered.Where(i => i < count).Select(i => source[i]).Chunk(batch).Append([.. source]))
            {
                journal.AddRange(JournalChain.After(journal.Count == 0 ? 0 : journal[^1], envelopes).Contiguous.Select(e => e.Position));
            }
            return journal.SequenceEqual(source.Select(e => e.Position));
        });
}
