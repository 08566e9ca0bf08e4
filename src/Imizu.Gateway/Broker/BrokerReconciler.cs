using System.Collections.Concurrent;
using Imizu.Gateway.Accounts;
using Marten;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Imizu.Gateway.Broker;

/// <summary>The broker rejected a request.</summary>
internal sealed class BrokerRefusalException(string message) : Exception(message);

/// <summary>
/// Reconciles RabbitMQ's users, permissions, limits and queues with the accounts in the database: after each change of an account, and every
/// five seconds, so that it follows them after an outage or after losing its data.
/// </summary>
internal sealed partial class BrokerReconciler(
    IDocumentStore store, ManagementApi broker, IOptions<QueueBounds> bounds, IOptions<TallyBounds> tallies, TimeProvider clock, ILogger<BrokerReconciler> logger) : BackgroundService
{
    private const long ReconciliationLock = 0x696d697a752e6272; // "imizu.br"

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, bool> _foreignUsers = new();
    private string? _mark;
    private List<string> _queues = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var lastError = "";
        do
        {
            try
            {
                await Reconcile(stoppingToken);
                lastError = "";
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The same error is logged once.
                if (lastError != (lastError = e.Message))
                {
                    LogReconciliationFailed(Interval, e.Message);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
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
            LogReconciliationFailed(Interval, e.Message);
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

    /// <summary>Compares the broker with the accounts and executes the steps that are missing; one that is rejected does not prevent the others.</summary>
    /// <exception cref="BrokerRefusalException">The broker rejected one or more steps; all others are done.</exception>
    /// <exception cref="HttpRequestException">The broker is unavailable.</exception>
    /// <remarks>
    /// An advisory lock serializes instances, and accounts are read under it: otherwise an instance that had read them before a change could
    /// revert it.
    /// </remarks>
    private async Task Reconcile(CancellationToken cancellationToken)
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
        foreach (var foreign in accounts.Where(account => account.IsOpen && plan.IsForeign(there.User(account.Name)) && _foreignUsers.TryAdd(account.Name, true)))
        {
            LogForeignUser(foreign.Name);
        }
        var (steps, refused) = (plan.Steps(accounts, there, _queues), new List<string>());
        var left = there.Queues.Where(queue => steps.All(step => step.Queue != queue.Name)).Select(queue => queue.Name).ToList();
        // In the order of their creation.
        _queues = [.. _queues.Intersect(left), .. left.Except(_queues)];
        foreach (var step in steps)
        {
            try
            {
                await Execute(step, cancellationToken);
                LogDone(step.Because is null ? LogLevel.Information : LogLevel.Warning, step);
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
        catch (BrokerRefusalException) when (step.Queue is not null)
        {
            // An exclusive queue can be deleted only by closing its connection; the account's other connections stay open.
            if (await broker.OwnerOf(step.Path, cancellationToken) is not { } owner)
            {
                throw;
            }
            await broker.Execute(BrokerStep.Delete(owner), cancellationToken);
        }
    }

    private async Task<BrokerPlan> Plan(CancellationToken cancellationToken) =>
        new(_mark ??= await Installation.MarkOf(store, clock, cancellationToken), broker.Host, bounds.Value, tallies.Value);

    [LoggerMessage(EventId = 3101, Message = "Broker reconciled: {Step}")]
    private partial void LogDone(LogLevel level, BrokerStep step);

    [LoggerMessage(EventId = 3106, Level = LogLevel.Warning, Message = "Broker reconciliation failed; retrying in {Delay} ({Reason})")]
    private partial void LogReconciliationFailed(TimeSpan delay, string reason);

    [LoggerMessage(EventId = 3107, Level = LogLevel.Error, Message = "Broker user {Account} exists and does not belong to this installation; the account of that name can authenticate over HTTP only")]
    private partial void LogForeignUser(string account);
}
