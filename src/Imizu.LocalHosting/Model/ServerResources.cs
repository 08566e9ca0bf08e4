using Imizu.LocalHosting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server; its administrator is <c>postgres</c>.</summary>
public class PostgresServerResource : ServerResource
{
    internal PostgresServerResource(string name, ParameterResource password)
        : base(name, password)
    {
    }

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Host={Loopback.Address};Port={PortText};Username=postgres;Password={PasswordParameter}");
}

/// <summary>A RabbitMQ server; its administrator is <c>imizu</c>.</summary>
public class RabbitMQServerResource : ServerResource
{
    internal const string UserName = "imizu";

    internal RabbitMQServerResource(string name, ParameterResource password)
        : base(name, password)
    {
    }

    /// <summary>Whether it is administered over HTTP too.</summary>
    internal bool HasManagement { get; set; }

    /// <summary>The port for that, set when the stack starts.</summary>
    internal int ManagementPort { get; set; }

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"amqp://{UserName}:{PasswordParameter}@{Loopback.Address}:{PortText}");
}
