using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.LocalHosting.Tests;

/// <summary>Several processes of one project.</summary>
public sealed class ReplicasTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replicas_are_one_service_at_addresses_of_their_own_and_whoever_uses_it_is_given_all()
    {
        using var stack = await SubjectStack.Start(_folder.Path, "--Replicas=2").HealthyAsync();

        var (one, two) = (stack.State.Of("first-1"), stack.State.Of("first-2"));
        var second = await stack.EnvironmentOfAsync("second");
        Assert.Equal((one.Url, two.Url), (second["services__first__http__0"], second["services__first__http__1"]));
        Assert.NotEqual(one.Url, two.Url);
        var (ofOne, ofTwo) = (await stack.EnvironmentOfAsync("first-1"), await stack.EnvironmentOfAsync("first-2"));
        Assert.Equal(("first", "first"), (ofOne["OTEL_SERVICE_NAME"], ofTwo["OTEL_SERVICE_NAME"]));
        Assert.NotEqual(ofOne["OTEL_RESOURCE_ATTRIBUTES"], ofTwo["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal((one.Url, two.Url), (ofOne["ASPNETCORE_URLS"], ofTwo["ASPNETCORE_URLS"]));
    }

    [Fact]
    public async Task A_replica_that_is_killed_comes_back_and_the_other_goes_on()
    {
        using var stack = await SubjectStack.Start(_folder.Path, "--Replicas=2").HealthyAsync();
        var (killed, other) = (stack.State.Of("first-1"), stack.State.Of("first-2"));

        killed.Process!.Send(Signal.Kill);

        await Eventually.Is(
            () => stack.State.Of("first-1") is { State: ResourceState.Healthy, Restarts: 1 }, "first-1 healthy again");
        Assert.Equal(killed.Url, stack.State.Of("first-1").Url);
        Assert.Equal(other, stack.State.Of("first-2"));
    }

    [Theory]
    [InlineData(ResourceState.Healthy, ResourceState.Healthy, 1)]
    [InlineData(ResourceState.Restarting, ResourceState.Healthy, 2)]
    [InlineData(ResourceState.Restarting, ResourceState.Starting, 1)]
    public void The_name_of_all_leads_to_one_that_is_healthy(ResourceState first, ResourceState second, int led)
    {
        var state = new StackState(ProcessIdentity.Self, DateTimeOffset.UnixEpoch, [Replica(1, first), Replica(2, second)]);

        Assert.Equal(["first", "first-1", "first-2"], state.Addresses().Keys.Order());
        Assert.Equal(state.Addresses()[$"first-{led}"], state.Addresses()["first"]);
    }

    [Fact]
    public void Who_waits_for_replicas_waits_for_all()
    {
        var waiting = Units(replicas: 3).Last();

        Assert.Equal(["first-1", "first-2", "first-3"], waiting.StartsAfter.Order());
        Assert.Equal(["first-1", "first-2", "first-3"], waiting.Uses.Order());
    }

    [Fact]
    public void One_replica_has_the_plain_name()
    {
        Assert.Equal(["first", "second"], Units(replicas: 1).Select(unit => unit.Name));
        Assert.Throws<ArgumentOutOfRangeException>(() => Units(replicas: 0));
    }

    [Fact]
    public void A_part_of_a_stack_has_all_replicas_of_what_is_named_or_the_one_that_is()
    {
        Assert.Equal(["first-1", "first-2"], Selection.Of(Units(replicas: 2), "first").Select(unit => unit.Name));
        Assert.Equal(["first-2"], Selection.Of(Units(replicas: 2), "first-2").Select(unit => unit.Name));
    }

    [Fact]
    public void Replicas_that_are_to_share_one_port_are_refused() =>
        Assert.Contains("first", Assert.Throws<StackRefusedException>(() => Units(replicas: 2, port: 5080)).Message);

    private static ResourceStatus Replica(int number, ResourceState state) =>
        new($"first-{number}", "project", state, null, $"http://127.0.0.1:{5080 + number}", 0, null) { ReplicaOf = "first" };

    private List<Unit> Units(int replicas, int? port = null)
    {
        var builder = new DistributedApplicationBuilder([], _folder.Path);
        var first = builder.AddProject<Project>("first", launchProfileName: null).WithHttpEndpoint(port).WithReplicas(replicas);
        builder.AddProject<Project>("second", launchProfileName: null).WithReference(first).WaitFor(first);
        using var data = new DataFolder(_folder.Path);
        var (resources, kept) = (builder.Resources.AsReadOnly(), new KeptValues(data));
        StartValues.Settle(resources, kept, builder.Configuration);
        return [.. new UnitFactory(resources, data, kept, builder.Configuration, []).Units()];
    }

    private sealed class Project : IProjectMetadata
    {
        public string ProjectPath => "/none/None.csproj";
    }
}
