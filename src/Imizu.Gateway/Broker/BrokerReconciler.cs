using System.Collections.Concurrent;
using Imizu.Gateway.Accounts;
using Marten;
using Npgsql;

namespace Imizu.Gateway.Broker;

/// <summary>The broker rejected a request.</summary>
internal sealed class BrokerRefusalException(string message) : Exception(message);

/// <summary>Reconciles RabbitMQ's users, permissions, limits and queues with the accounts in the database.</summary>
internal sealed partial class BrokerReconciler(
    IDocumentStore store, ManagementApi broker, string virtualHost, QueueBounds bounds, TallyBounds tallies, ILogger<BrokerReconciler> logger)
{
    private const long ReconciliationLock = 0x696d697a752e6272; // "imizu.br"

    private readonly ConcurrentDictionary<string, bool> _foreignUsers = new();
    private string? _mark;
    private List<string> _queues = [];

    /// <summary>Compares the broker with the accounts and executes the steps that are missing.</summary>
    /// <exception cref="BrokerRefusalException">The broker rejected one or more steps; all others are done.</exception>
    /// <exception cref="HttpRequestException">The broker is unavailable.</exception>
    /// <remarks>
    /// An advisory lock serializes instances, and accounts are read under it: otherwise an instance that had read them before a change could
    /// revert it.
    /// </remarks>
    public async Task Reconcile(CancellationToken cancellationToken)
    {
        var plan = await Plan(cancellationToken);
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(cancellationToken);
        await using (var advisoryLock = new NpgsqlCommand($"select pg_advisory_xact_lock({ReconciliationLock})", session.Connection))
        {
            await advisoryLock.ExecuteNonQueryAsync(cancellationToken);
        }
        var accounts = await session.Query<Account>().ToListAsync(cancellationToken);
        var there = await broker.State(cancellationToken);
        foreach (var foreign in there.Users.Where(user => plan.IsForeign(user) && accounts.Any(account => account.IsOpen && account.Name == user.Name) && _foreignUsers.TryAdd(user.Name, true)))
        {
            LogForeignUser(foreign.Name);
        }
        var refused = new List<string>();
        var steps = plan.Steps(accounts, there, _queues).ToList();
        var left = there.Queues.Select(queue => queue.Name).Except(steps.OfType<BrokerStep.DeleteQueue>().Select(removal => removal.Queue.Name)).ToList();
        // In the order of their creation.
        _queues = [.. _queues.Intersect(left), .. left.Except(_queues)];
        foreach (var step in steps)
        {
            // A rejected step does not prevent the others.
            try
            {
                await Execute(step, cancellationToken);
                Log(step);
            }
            catch (BrokerRefusalException e)
            {
                refused.Add(e.Message);
            }
        }
        if (refused is not [])
        {
            throw new BrokerRefusalException(string.Join(' ', refused));
        }
    }

    private async Task Execute(BrokerStep step, CancellationToken cancellationToken)
    {
        try
        {
            await broker.Execute(step, cancellationToken);
        }
        catch (BrokerRefusalException) when (step is BrokerStep.DeleteQueue)
        {
            // An exclusive queue can be deleted only by closing its connection; the account's other connections stay open.
            if (await broker.OwnerOf(((BrokerStep.DeleteQueue)step).Queue, cancellationToken) is not { } owner)
            {
                throw;
            }
            await broker.Execute(new BrokerStep.CloseConnection(owner), cancellationToken);
        }
    }

    /// <summary>
    /// Reconciles after a committed change of the accounts; false where the broker is unavailable, in which case a later run reconciles it.
    /// </summary>
    public async Task<bool> TryReconcile()
    {
        try
        {
            await Reconcile(CancellationToken.None);
            return true;
        }
        catch (Exception e)
        {
            // The change is committed, and a later run reconciles it.
            LogReconciliationDeferred(e.Message);
            return false;
        }
    }

    /// <summary>Whether the broker has a user of that name which this installation did not create; false where the broker is unavailable.</summary>
    public async Task<bool> IsTaken(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await Plan(cancellationToken)).IsForeign(await broker.User(name, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<BrokerPlan> Plan(CancellationToken cancellationToken) =>
        new(_mark ??= await Installation.MarkOf(store, cancellationToken), virtualHost, bounds, tallies);

    private void Log(BrokerStep step)
    {
        switch (step)
        {
            case BrokerStep.UpsertUser it: LogUserUpserted(it.User.Name); break;
            case BrokerStep.DeleteUser it: LogUserDeleted(it.User); break;
            case BrokerStep.DeleteQueue it: LogQueueDeleted(it.Queue.Name, it.Because); break;
            case BrokerStep.SetQueueLimits it: LogQueueLimitsSet(it.Policy.Name, it.Policy.Definition.MaxLength, it.Policy.Definition.MaxLengthBytes); break;
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Broker user {Account} created or updated")]
    private partial void LogUserUpserted(string account);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Broker user {Account} deleted")]
    private partial void LogUserDeleted(string account);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "Queue {Queue} deleted: {Because}")]
    private partial void LogQueueDeleted(string queue, string because);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Information, Message = "Limits of queues {Policy} set to {Messages} messages and {Bytes} bytes")]
    private partial void LogQueueLimitsSet(string policy, long? messages, long? bytes);

    [LoggerMessage(EventId = 3107, Level = LogLevel.Error, Message = "Broker user {Account} exists and does not belong to this installation; the account of that name can authenticate over HTTP only")]
    private partial void LogForeignUser(string account);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Warning, Message = "Account changed; the broker will be reconciled once it is reachable ({Reason})")]
    private partial void LogReconciliationDeferred(string reason);
}
