using Aspire.Hosting.ApplicationModel;
using Imizu.LocalHosting;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>What can be said of an endpoint's address.</summary>
    public enum EndpointProperty
    {
        /// <summary>The host and the port, such as <c>127.0.0.1:15672</c>.</summary>
        HostAndPort = 6,
    }

    /// <summary>Where a resource listens, known once the stack starts.</summary>
    public sealed class EndpointReference
    {
        private readonly Func<int> _port;

        internal EndpointReference(Func<int> port) => _port = port;

        /// <summary>A part of the address.</summary>
        public EndpointReferenceExpression Property(EndpointProperty property) => property is EndpointProperty.HostAndPort
            ? new(new DeferredValue(() => $"{Loopback.Address}:{_port()}"))
            : throw new NotSupportedException($"Imizu.LocalHosting knows no {property} of an endpoint.");
    }

    /// <summary>A part of an endpoint's address.</summary>
    public sealed class EndpointReferenceExpression : IValueProvider, IManifestExpressionProvider
    {
        private readonly IValueProvider _value;

        internal EndpointReferenceExpression(IValueProvider value) => _value = value;

        /// <inheritdoc />
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => _value.GetValueAsync(cancellationToken);
    }
}

namespace Aspire.Hosting
{
    /// <summary>Looks up where resources listen.</summary>
    public static class EndpointExtensions
    {
        /// <summary>Where a resource listens: <c>management</c> of RabbitMQ is what there is so far.</summary>
        /// <exception cref="NotSupportedException">Nobody has needed that endpoint yet.</exception>
        public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
            where T : IResourceWithEndpoints => (builder.Resource, name) switch
            {
                (RabbitMQServerResource { HasManagement: true } rabbit, "management") => new(() => rabbit.ManagementPort),
                _ => throw new NotSupportedException($"Imizu.LocalHosting knows no endpoint {name} of {builder.Resource.Name}."),
            };

        /// <summary>Lets the broker be administered over HTTP, at the endpoint <c>management</c>.</summary>
        public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder)
        {
            builder.Resource.HasManagement = true;
            return builder;
        }
    }
}
