using System.Security.Cryptography;
using System.Text;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.Gateway.Tallies;
using Marten;

namespace Imizu.Gateway.DeadLetters;

/// <summary>Stores dead letters as Marten documents in the gateway's database.</summary>
internal sealed class DeadLetterStore(IDocumentStore store, TimeProvider clock)
{
    /// <summary>
    /// Stores a refused tally. An identical message that is still open is not stored twice; once that letter is closed, a new one is created.
    /// </summary>
    public async Task Keep(IncomingTally incoming, Refusal refusal, CancellationToken cancellationToken)
    {
        var letter = new DeadLetter
        {
            Id = NameOf(incoming),
            At = clock.GetUtcNow(),
            Door = incoming.Transport,
            Sender = incoming.Sender is null ? null : UntrustedText.Sanitize(incoming.Sender),
            Field = refusal.Field,
            Reason = refusal.Because,
            Body = incoming.Body,
            Size = incoming.Size,
            MessageId = incoming.MessageId is null ? null : UntrustedText.Sanitize(incoming.MessageId),
        };
        for (var number = 1; !await IsThere(number == 1 ? letter : letter with { Id = $"{letter.Id}-{number}" }, cancellationToken); number++)
        {
        }
    }

    public async Task<DeadLetter?> Find(string id, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<DeadLetter>(id, cancellationToken);
    }

    /// <summary>A page of letters, latest first, and the total count; each filter is null for all.</summary>
    public async Task<DeadLetterPage> List(string? sender, string? state, string? door, string? field, int page, int limit, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        IQueryable<DeadLetter> letters = session.Query<DeadLetter>();
        letters = sender is null ? letters : letters.Where(letter => letter.Sender == sender);
        letters = state is null ? letters : letters.Where(letter => letter.State == state);
        letters = door is null ? letters : letters.Where(letter => letter.Door == door);
        letters = field is null ? letters : letters.Where(letter => letter.Field == field);
        var total = await letters.CountAsync(cancellationToken);
        return new DeadLetterPage(total, page, await letters.OrderByDescending(letter => letter.At).ThenBy(letter => letter.Id)
            .Skip((page - 1) * limit).Take(limit)
            .Select(letter => new DeadLetterLine
            {
                Id = letter.Id, At = letter.At, Door = letter.Door, Sender = letter.Sender, Field = letter.Field, Reason = letter.Reason, MessageId = letter.MessageId,
                State = letter.State, ClosedBy = letter.ClosedBy, ClosedAt = letter.ClosedAt, ClosedBecause = letter.ClosedBecause,
            }).ToListAsync(cancellationToken));
    }

    public async Task<long> Waiting(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.Query<DeadLetter>().CountAsync(letter => letter.State == DeadLetterState.Waiting, cancellationToken);
    }

    /// <summary>Handles a letter while nobody else does, in a transaction that ends with the process; nothing is done where another does so now.</summary>
    /// <param name="id">Which.</param>
    /// <param name="handle">What to do with it, and what it is afterwards; null where it stays as it is.</param>
    /// <returns>Whether nobody else was at it.</returns>
    public async Task<bool> Exclusively(string id, Func<DeadLetter, Task<DeadLetter?>> handle)
    {
        await using var session = store.LightweightSession();
        // Not cancelled with the request: what is begun is done to its end.
        await session.BeginTransactionAsync(CancellationToken.None);
        if (await session.QueryAsync<DeadLetter>("where id = ? for update skip locked", CancellationToken.None, id) is not [var letter])
        {
            return false;
        }
        if (await handle(letter) is { } changed)
        {
            session.Store(changed);
            await session.SaveChangesAsync(CancellationToken.None);
        }
        return true;
    }

    /// <summary>Inserts the letter; false where a closed letter has the same identifier.</summary>
    private async Task<bool> IsThere(DeadLetter letter, CancellationToken cancellationToken) =>
        await store.TryInsert(letter, cancellationToken) || (await Find(letter.Id, cancellationToken))!.IsOpen();

    /// <summary>The identifier: the first 16 hexadecimal digits of a SHA-256, unique in practice and short enough to type.</summary>
    /// <remarks>The key and not the message's name, which of a row has its file's: the same file under another name is the same letters.</remarks>
    private static string NameOf(IncomingTally incoming)
    {
        var said = Encoding.UTF8.GetBytes($"{incoming.Transport}\n{incoming.Sender}\n{incoming.Key}\n{incoming.HashOfAll}");
        return Convert.ToHexStringLower(SHA256.HashData([.. said, .. incoming.Body]))[..16];
    }
}
