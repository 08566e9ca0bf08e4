using Imizu.Cli.DeadLetters;
using Imizu.Contracts.FieldTallies;
using Xunit;

namespace Imizu.Cli.Tests.DeadLetters;

/// <summary>What is printed of dead letters.</summary>
public sealed class DeadLetterTextTests
{
    private static readonly DeadLetterLine Waiting = new()
    {
        Id = "0123456789abcdef", At = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), Door = "amqp", Sender = "kodomo", Field = "value", Reason = "0 以上の値にしてください。", MessageId = "m-1",
    };

    [Fact]
    public void A_list_says_of_each_whose_it_is_and_what_is_wrong()
    {
        var lines = DeadLetterText.Table([Waiting, Waiting with { Sender = null }]).ToList();
        Assert.Equal(4, lines.Count);
        Assert.All(["0123456789abcdef", "2026-04-01 09:00", "kodomo", "value", "0 以上の値にしてください。"], text => Assert.Contains(text, lines[1], StringComparison.Ordinal));
        Assert.Contains("?", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void No_letters_are_said_to_be_none() => Assert.Equal(["There are none."], DeadLetterText.Table([]));

    [Fact]
    public void One_is_printed_with_what_came_and_what_was_done()
    {
        var closed = Waiting with { State = "discarded", ClosedBy = "me", ClosedAt = Waiting.At, ClosedBecause = "試験の送信" };
        var text = string.Join('\n', DeadLetterText.Whole(new DeadLetterAnswer(closed, "{\"value\":-1}", "", 12, IsCut: false, [new ResendingLine(Waiting.At, "me", "{}", "value", "必須の項目です。")])));
        Assert.All(["{\"value\":-1}", "試験の送信", "refused, value: 必須の項目です。"], said => Assert.Contains(said, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_others_sent_does_not_command_the_terminal() => Assert.Equal("a�[31mb\nc�d", DeadLetterText.Harmless("a\u001b[31mb\nc\u202ed"));
}
