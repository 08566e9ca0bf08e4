using System.Security.Cryptography;
using System.Text;
using Imizu.EventStreams;
using Imizu.Gateway.Doors;
using Imizu.Gateway.Tallies;
using JasperFx;
using Marten;

namespace Imizu.Gateway.DeadLetters;

/// <summary>Where dead letters are: documents in the gateway's own database.</summary>
internal sealed class DeadLetterBox(IDocumentStore store, TimeProvider clock)
{
    /// <summary>
    /// Keeps what an arrival was and why it is refused. While one of the same words is open, it is that one; once that is closed, the same
    /// words refused again are news, and a letter of their own.
    /// </summary>
    public async Task Keep(Arrival arrival, Refusal refusal, CancellationToken cancellationToken)
    {
        var letter = new DeadLetter
        {
            Id = NameOf(arrival),
            At = clock.GetUtcNow(),
            Door = arrival.Door,
            Sender = arrival.Sender is null ? null : Foreign.Shown(arrival.Sender),
            Field = refusal.Field,
            Reason = refusal.Because,
            Body = KeptOf(arrival.Body.Span),
            Size = arrival.Size,
            MessageId = arrival.MessageId is null ? null : Foreign.Shown(arrival.MessageId),
        };
        for (var number = 1; !await IsThere(number == 1 ? letter : letter with { Id = $"{letter.Id}-{number}" }, cancellationToken); number++)
        {
        }
    }

    /// <summary>What is kept of something: all of it, unless it is far too large to be a tally.</summary>
    public static byte[] KeptOf(ReadOnlySpan<byte> body) => (body.Length > TallyReading.MostBytes ? body[..Arrival.Beginning] : body).ToArray();

    public async Task<DeadLetter?> Find(string id, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<DeadLetter>(id, cancellationToken);
    }

    /// <summary>A page, latest first, and how many there are altogether. What they hold is left where it is.</summary>
    public async Task<(IReadOnlyList<DeadLetterLine> Page, long Total)> List(LettersAsked asked, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        IQueryable<DeadLetter> letters = session.Query<DeadLetter>();
        letters = asked.Sender is { } sender ? letters.Where(letter => letter.Sender == sender) : letters;
        letters = asked.State switch
        {
            null => letters,
            // One that is being sent waits until it is taken in.
            DeadLetterState.Waiting => letters.Where(letter => letter.State == DeadLetterState.Waiting || letter.State == DeadLetterState.Sending),
            var state => letters.Where(letter => letter.State == state),
        };
        letters = asked.Door is { } door ? letters.Where(letter => letter.Door == door) : letters;
        letters = asked.Field is { } field ? letters.Where(letter => letter.Field == field) : letters;
        var total = await letters.CountAsync(cancellationToken);
        var page = await letters.OrderByDescending(letter => letter.At).ThenBy(letter => letter.Id)
            .Skip((asked.Page - 1) * asked.Limit).Take(asked.Limit)
            .Select(letter => new DeadLetterLine
            {
                Id = letter.Id, At = letter.At, Door = letter.Door, Sender = letter.Sender, Field = letter.Field, Reason = letter.Reason, MessageId = letter.MessageId,
                State = letter.State, ClosedBy = letter.ClosedBy, ClosedAt = letter.ClosedAt, ClosedBecause = letter.ClosedBecause,
            }).ToListAsync(cancellationToken);
        return (page, total);
    }

    public async Task<long> Waiting(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.Query<DeadLetter>().CountAsync(
            letter => letter.State == DeadLetterState.Waiting || letter.State == DeadLetterState.Sending, cancellationToken);
    }

    /// <summary>Changes a letter as it is now; null where the change does not apply to it, or somebody else was quicker.</summary>
    public async Task<DeadLetter?> Change(string id, Func<DeadLetter, DeadLetter?> change, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<DeadLetter>(id, cancellationToken) is not { } letter || change(letter) is not { } changed)
        {
            return null;
        }
        session.Store(changed);
        try
        {
            await session.SaveChangesAsync(cancellationToken);
            return changed;
        }
        catch (ConcurrencyException)
        {
            return null;
        }
    }

    /// <summary>Whether it is there now, by this or by an earlier keeping; not, where a closed one has that name.</summary>
    private async Task<bool> IsThere(DeadLetter letter, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        session.Insert(letter);
        try
        {
            await session.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DocumentAlreadyExistsException)
        {
            return (await Find(letter.Id, cancellationToken))!.IsOpen();
        }
    }

    /// <summary>Sixteen characters: enough that no two are alike, and few enough to be typed.</summary>
    private static string NameOf(Arrival arrival)
    {
        var said = Encoding.UTF8.GetBytes($"{arrival.Door}\n{arrival.Sender}\n{arrival.MessageId}\n{arrival.HashOfAll}");
        return Convert.ToHexStringLower(SHA256.HashData([.. said, .. arrival.Body.Span]))[..16];
    }
}
