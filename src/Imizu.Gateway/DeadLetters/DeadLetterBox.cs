using System.Security.Cryptography;
using System.Text;
using Imizu.EventStreams;
using Imizu.Gateway.Doors;
using Imizu.Gateway.Tallies;
using JasperFx;
using Marten;

namespace Imizu.Gateway.DeadLetters;

/// <summary>Which letters to list.</summary>
/// <param name="Sender">Of this sender.</param>
/// <param name="State">In this state.</param>
/// <param name="Door">That came in by this door.</param>
/// <param name="Field">With this field wrong.</param>
/// <param name="Page">From 1.</param>
/// <param name="Limit">How many are on a page.</param>
internal sealed record LettersAsked(string? Sender, string? State, string? Door, string? Field, int Page, int Limit);

/// <summary>Where dead letters are: documents in the gateway's own database.</summary>
internal sealed class DeadLetterBox(IDocumentStore store, TimeProvider clock)
{
    /// <summary>What is kept of something that is far too large to be a tally.</summary>
    private const int Beginning = 4 * 1024;

    /// <summary>Keeps what an arrival was and why it is refused; the same arrival once.</summary>
    public async Task Keep(Arrival arrival, Refusal refusal, CancellationToken cancellationToken)
    {
        var body = arrival.Body;
        var letter = new DeadLetter
        {
            Id = NameOf(arrival),
            At = clock.GetUtcNow(),
            Door = arrival.Door,
            Sender = arrival.Sender is null ? null : Foreign.Shown(arrival.Sender),
            Field = refusal.Field,
            Reason = refusal.Because,
            Body = (body.Length > TallyReading.MostBytes ? body[..Beginning] : body).ToArray(),
            Size = body.Length,
            MessageId = arrival.MessageId is null ? null : Foreign.Shown(arrival.MessageId),
        };
        await using var session = store.LightweightSession();
        session.Insert(letter);
        try
        {
            await session.SaveChangesAsync(cancellationToken);
        }
        catch (DocumentAlreadyExistsException)
        {
            // Delivered again: it is there, and whatever has become of it since stays.
        }
    }

    public async Task<DeadLetter?> Find(string id, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<DeadLetter>(id, cancellationToken);
    }

    /// <summary>A page, latest first, and how many there are altogether.</summary>
    public async Task<(IReadOnlyList<DeadLetter> Page, long Total)> List(LettersAsked asked, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        IQueryable<DeadLetter> letters = session.Query<DeadLetter>();
        letters = asked.Sender is { } sender ? letters.Where(letter => letter.Sender == sender) : letters;
        letters = asked.State is { } state ? letters.Where(letter => letter.State == state) : letters;
        letters = asked.Door is { } door ? letters.Where(letter => letter.Door == door) : letters;
        letters = asked.Field is { } field ? letters.Where(letter => letter.Field == field) : letters;
        var total = await letters.CountAsync(cancellationToken);
        var page = await letters.OrderByDescending(letter => letter.At).ThenBy(letter => letter.Id)
            .Skip((asked.Page - 1) * asked.Limit).Take(asked.Limit).ToListAsync(cancellationToken);
        return (page, total);
    }

    public async Task<long> Waiting(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.Query<DeadLetter>().CountAsync(letter => letter.State == DeadLetterState.Waiting, cancellationToken);
    }

    /// <summary>Changes a letter that still waits; null where it no longer does, or somebody else was quicker.</summary>
    public async Task<DeadLetter?> Change(string id, Func<DeadLetter, DeadLetter> change, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<DeadLetter>(id, cancellationToken) is not { State: DeadLetterState.Waiting } letter)
        {
            return null;
        }
        var changed = change(letter);
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

    /// <summary>Sixteen characters: enough that no two are alike, and few enough to be typed.</summary>
    private static string NameOf(Arrival arrival)
    {
        var said = Encoding.UTF8.GetBytes($"{arrival.Door}\n{arrival.Sender}\n{arrival.MessageId}\n");
        return Convert.ToHexStringLower(SHA256.HashData([.. said, .. arrival.Body.Span]))[..16];
    }
}
