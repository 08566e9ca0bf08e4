using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Imizu.EventStreams.Http;

/// <summary>
/// The routes of one kind of stream: <c>/{collection}/{id}</c> reads it, <c>/{collection}/{id}/{what}</c> records what happened,
/// <c>/{collection}/{id}/entries/{entryId}/retraction</c> takes an entry back.
/// </summary>
public sealed class StreamEndpoints<TState, TEvent, TCommand>
    where TEvent : class
    where TCommand : StreamCommand
{
    private readonly RouteGroupBuilder _routes;
    private readonly StreamDefinition<TState, TEvent, TCommand> _definition;

    internal StreamEndpoints(IEndpointRouteBuilder app, string collection, StreamDefinition<TState, TEvent, TCommand> definition)
    {
        (_routes, _definition) = (app.MapGroup($"/{collection}/{{id}}").WithTags(collection).AddEndpointFilter(IdIsWellFormed), definition);
        _routes.MapGet("", async (string id, StreamStore streams, HttpContext http, CancellationToken cancellationToken) =>
            Answers.History(http, await streams.Read(definition.NameOf(id), cancellationToken)))
            .WithSummary("記録の一覧").Produces<HistoryAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        _routes.MapPost("/entries/{entryId:guid}/retraction",
            (string id, Guid entryId, RetractEntry command, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
                Answers.Record(http, request => streams.Retract(definition, id, entryId, command, request, cancellationToken)))
            .WithSummary("記録の取消し").Records();
    }

    /// <summary>One command: what it is posted to, and what it says.</summary>
    public StreamEndpoints<TState, TEvent, TCommand> Post<T>(string what, string summary)
        where T : TCommand
    {
        _routes.MapPost($"/{what}", (string id, T command, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
            Answers.Record(http, request => streams.Handle(_definition, id, command, request, cancellationToken)))
            .WithSummary(summary).Records();
        return this;
    }

    /// <summary>One command whose rules look at other streams too: they are read first and come in with it.</summary>
    public StreamEndpoints<TState, TEvent, TCommand> Post<T>(string what, string summary, Func<T, StreamStore, CancellationToken, Task<T>> completed)
        where T : TCommand
    {
        _routes.MapPost($"/{what}", (string id, T command, HttpContext http, StreamStore streams, CancellationToken cancellationToken) =>
            Answers.Record(http, async request =>
                await streams.Handle(_definition, id, await completed(command, streams, cancellationToken), request, cancellationToken)))
            .WithSummary(summary).Records();
        return this;
    }

    private async ValueTask<object?> IdIsWellFormed(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        _definition.Ids.Admits((string)context.HttpContext.GetRouteValue("id")!)
            ? await next(context)
            : Problems.Invalid("id", _definition.Ids.Described());
}

/// <summary>Maps a kind of stream to its routes.</summary>
public static class StreamEndpoints
{
    public static StreamEndpoints<TState, TEvent, TCommand> MapStream<TState, TEvent, TCommand>(
        this IEndpointRouteBuilder app, string collection, StreamDefinition<TState, TEvent, TCommand> definition)
        where TEvent : class
        where TCommand : StreamCommand =>
        new(app, collection, definition);

    internal static RouteHandlerBuilder Records(this RouteHandlerBuilder route) => route
        .Produces<RecordedAnswer>(StatusCodes.Status201Created)
        .Produces<RecordedAnswer>(StatusCodes.Status200OK)
        .ProducesValidationProblem()
        .ProducesValidationProblem(StatusCodes.Status409Conflict)
        .ProducesValidationProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
        .WithMetadata(new RecordsMetadata());
}

/// <summary>Marks the routes that take the recording headers, for the API's description.</summary>
public sealed class RecordsMetadata;
