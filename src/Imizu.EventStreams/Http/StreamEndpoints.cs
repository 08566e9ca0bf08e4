using System.Text;
using System.Text.Json;
using Imizu.Contracts.Streams;
using Imizu.EventStreams.Lists;
using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Imizu.EventStreams.Http;

/// <summary>
/// Maps the routes of one kind of stream: <c>/{collection}/{id}</c> reads it, <c>/{collection}/{id}/{what}</c> records an event,
/// <c>/{collection}/{id}/entries</c> several, <c>/{collection}/{id}/{what}/{entryId}/correction</c> corrects one, <c>/{collection}/{id}/entries/{entryId}/retraction</c> retracts one,
/// <c>/{collection}/{id}/entries/{entryId}/redaction</c> erases its texts.
/// </summary>
public sealed class StreamEndpoints<TState, TEvent, TCommand>
    where TEvent : class
    where TCommand : StreamCommand
{
    private const int MostAtOnce = 50;

    private readonly RouteGroupBuilder _routes;
    private readonly StreamDefinition<TState, TEvent, TCommand> _definition;
    private readonly string _record;
    private readonly Dictionary<string, ReadCommand> _several = [];

    /// <summary>Reads a command that was sent among others: with what completes it, or what is wrong with it.</summary>
    private delegate (TCommand? Command, Func<TCommand, OtherStreams, CancellationToken, Task<TCommand>>? Completed, IReadOnlyDictionary<string, string[]> Errors) ReadCommand(
        string id, JsonElement given, HttpContext http);

    internal StreamEndpoints(IEndpointRouteBuilder app, string collection, StreamDefinition<TState, TEvent, TCommand> definition, string read, string record)
    {
        if (definition.Listing is { } listing)
        {
            app.ServiceProvider.GetRequiredService<ListedKinds>()[definition.Names] = listing;
            app.MapList(collection, definition.Kind, read, isShownToAll: definition.ShownTo is null);
        }

        (_routes, _definition, _record) = (app.MapGroup($"/{collection}/{{id}}").WithTags(collection).AddEndpointFilter(IdIsWellFormed), definition, record);
        if (definition.ShownTo is not null)
        {
            _routes.AddEndpointFilter(IsShown);
        }

        _routes.MapGet("", async (string id, StreamStore streams, HttpContext http, CancellationToken cancellationToken) =>
        {
            var history = await streams.Read(definition.NameOf(id), cancellationToken);
            var number = definition.Listed is null ? null : await streams.NumberOf(history.Stream, cancellationToken);
            return definition.Follows is { } follows
                ? RecordingResults.History(http, history, number, history.Happened<TEvent>().Select(follows).FirstOrDefault(earlier => earlier is not null), await streams.FollowerOf(history.Stream, cancellationToken))
                : RecordingResults.History(http, history, number);
        })
            .RequireAuthorization(read).WithSummary("記録の一覧").Produces<HistoryAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        _routes.MapPost("/entries", (string id, Body<IReadOnlyList<NamedCommand>> body, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
                HandleAll(id, body.Value, http, streams, cancellationToken))
            .WithSummary("いくつかの記録をまとめて、順に（一つでも断られたら、何も記録されない）").Records(record);
        _routes.MapPost("/entries/{entryId:guid}/retraction",
            (string id, Guid entryId, Body<RetractEntry> body, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
                RecordingResults.Record(http, request => streams.Retract(definition, id, entryId, body.Value, request, cancellationToken)))
            .WithSummary("記録の取消し").Records(record);
        _routes.MapPost("/entries/{entryId:guid}/redaction",
            (string id, Guid entryId, Body<RedactText> body, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
                RecordingResults.Record(http, request => streams.Redact(definition, id, entryId, body.Value, request, cancellationToken)))
            .WithSummary("記録の文の消去").Records(record);
    }

    /// <summary>Maps a command, and the correction of an entry that it has recorded, whose body is the same.</summary>
    /// <param name="what">The last part of its route.</param>
    /// <param name="summary">What it records, in Japanese.</param>
    /// <param name="completed">Completes it with what its rules need of other streams.</param>
    /// <param name="right">The right that it takes, where it is not that of the other commands.</param>
    public StreamEndpoints<TState, TEvent, TCommand> Post<T>(string what, string summary, Func<T, OtherStreams, CancellationToken, Task<T>>? completed = null, string? right = null)
        where T : TCommand =>
        Post<T>(what, summary, (_, _) => completed, right);

    /// <summary>Maps a command that is completed by a service of the application.</summary>
    /// <param name="what">The last part of its route.</param>
    /// <param name="summary">What it records, in Japanese.</param>
    /// <param name="completed">By what a command to a stream, of that id, is completed.</param>
    /// <param name="right">The right that it takes, where it is not that of the other commands.</param>
    public StreamEndpoints<TState, TEvent, TCommand> Post<T, TService>(
        string what, string summary, Func<TService, string, T, OtherStreams, CancellationToken, Task<T>> completed, string? right = null)
        where T : TCommand
        where TService : notnull =>
        Post<T>(what, summary, (http, id) =>
            (command, others, cancellationToken) => completed(http.RequestServices.GetRequiredService<TService>(), id, command, others, cancellationToken), right);

    private StreamEndpoints<TState, TEvent, TCommand> Post<T>(string what, string summary, Func<HttpContext, string, Func<T, OtherStreams, CancellationToken, Task<T>>?> completed, string? right)
        where T : TCommand
    {
        _routes.MapPost($"/{what}", (string id, Body<T> body, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
            Handle(id, body.Value, http, streams, correcting: null, cancellationToken))
            .WithSummary(summary).Records(right ?? _record);
        _routes.MapPost($"/{what}/{{entryId:guid}}/correction",
            (string id, Guid entryId, Body<T> body, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
                Handle(id, body.Value, http, streams, entryId, cancellationToken))
            .WithSummary($"{summary}：訂正").Records(right ?? _record);
        if (right is null)
        {
            _several[what] = (id, given, http) =>
                (StrictJson.Read<T>(Encoding.UTF8.GetBytes(given.GetRawText()), StrictJson.OptionsOf(http), out var errors), Completed(http, id), errors);
        }
        return this;

        Task<IResult> Handle(string id, T given, HttpContext http, StreamStore streams, Guid? correcting, CancellationToken cancellationToken) =>
            RecordingResults.Record(http, request => streams.Handle(_definition, id, given, request, cancellationToken, Completed(http, id), correcting));

        Func<TCommand, OtherStreams, CancellationToken, Task<TCommand>>? Completed(HttpContext http, string id) =>
            completed(http, id) is { } complete ? async (command, others, giveUp) => await complete((T)command, others, giveUp) : null;
    }

    private Task<IResult> HandleAll(string id, IReadOnlyList<NamedCommand> given, HttpContext http, StreamStore streams, CancellationToken cancellationToken)
    {
        if (given.Count is 0 or > MostAtOnce)
        {
            return Task.FromResult(Problems.Invalid("body", $"1 件から {MostAtOnce} 件までにしてください。"));
        }
        var (commands, wrong) = (new List<(TCommand, Func<TCommand, OtherStreams, CancellationToken, Task<TCommand>>?)>(), new Dictionary<string, string[]>());
        foreach (var (number, one) in given.Index())
        {
            if (!_several.TryGetValue(one.What, out var read))
            {
                wrong[$"[{number}].what"] = [$"次のいずれかにしてください：{string.Join("、", _several.Keys)}"];
                continue;
            }
            var (command, completed, errors) = read(id, one.Command, http);
            foreach (var (field, because) in errors)
            {
                wrong[$"[{number}].{field}"] = because;
            }
            if (command is not null)
            {
                commands.Add((command, completed));
            }
        }
        return wrong.Count > 0 ? Task.FromResult(Problems.Invalid(wrong, StatusCodes.Status400BadRequest))
            : RecordingResults.Record(http, request => streams.HandleAll(
                // Which they are belongs to what a key stands for: some have the same body.
                _definition, id, commands, request with { Path = $"{request.Path} {string.Join(' ', given.Select(one => one.What))}" }, cancellationToken));
    }

    /// <summary>For whom it is not shown to, it is not there.</summary>
    private async ValueTask<object?> IsShown(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, streams) = (context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<StreamStore>());
        var history = await streams.Read(_definition.NameOf((string)http.GetRouteValue("id")!), http.RequestAborted);
        return history.Version == 0 || _definition.ShownTo!(history).Include(http.User) ? await next(context) : RecordingResults.NotFound();
    }

    private async ValueTask<object?> IdIsWellFormed(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        _definition.Ids.Admits((string)context.HttpContext.GetRouteValue("id")!)
            ? await next(context)
            : Problems.Invalid("id", _definition.Ids.Described());
}

/// <summary>One of several commands that are sent together.</summary>
/// <param name="What">The last part of its own route, such as <c>receipt</c>.</param>
/// <param name="Command">Its body.</param>
public sealed record NamedCommand(string What, JsonElement Command);

/// <summary>Maps kinds of streams.</summary>
public static class StreamEndpoints
{
    /// <param name="app">The service's routes.</param>
    /// <param name="collection">The first part of the routes.</param>
    /// <param name="definition">The rules.</param>
    /// <param name="read">The right to read a stream.</param>
    /// <param name="record">The right to record in it.</param>
    public static StreamEndpoints<TState, TEvent, TCommand> MapStream<TState, TEvent, TCommand>(
        this IEndpointRouteBuilder app, string collection, StreamDefinition<TState, TEvent, TCommand> definition, string read, string record)
        where TEvent : class
        where TCommand : StreamCommand =>
        new(app, collection, definition, read, record);

    internal static RouteHandlerBuilder Records(this RouteHandlerBuilder route, string right) => route
        .RequireAuthorization(right)
        .Produces<RecordedAnswer>(StatusCodes.Status201Created)
        .Produces<RecordedAnswer>(StatusCodes.Status200OK)
        .ProducesValidationProblem()
        .ProducesValidationProblem(StatusCodes.Status409Conflict)
        .ProducesValidationProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
        .WithMetadata(new RecordsMetadata());
}

/// <summary>Marks the routes that take the recording headers, for the OpenAPI description.</summary>
public sealed class RecordsMetadata;
