using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FeedHandler.Observing;

/// <summary>
/// A small HTTP server beside one feed, for those who look at it. It reads no file and no variable of its own, writes no log, and takes few and small
/// requests. It answers on threads of the pool, which are made by, and run on the cores of, threads that are not pinned: start it from one of these.
/// </summary>
public sealed class ObserverServer : IDisposable
{
    private const int ConnectionCountMax = 64;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);
    private readonly WebApplication _application;
    private int _isDisposed;

    private ObserverServer(WebApplication application, IPEndPoint endPoint) => (_application, EndPoint) = (application, endPoint);

    /// <summary>Where it listens, with the port that it has.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Its address for a browser, such as http://127.0.0.1:9464.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://{EndPoint}");

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Where, and who may ask.</param>
    /// <param name="groups">What is answered.</param>
    /// <param name="until">Ends the server by itself when it has completed, as <see cref="Feed.Completion"/>; null goes on until it is disposed of.</param>
    /// <exception cref="FeedException">The address cannot be had, or is not loopback and there is no token.</exception>
    public static ObserverServer Start(ObserverOptions options, IReadOnlyList<IEndpointGroup> groups, Task? until = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(groups);
        if (options.Token is null && !IPAddress.IsLoopback(options.EndPoint.Address))
        {
            throw new FeedException(
                $"{options.Origin}: {options.EndPoint} is no loopback address, where anybody could read along: give a token, or listen on 127.0.0.1");
        }

        WebApplication application = Build(options, groups);
        try
        {
            application.StartAsync().GetAwaiter().GetResult();
            ObserverServer server = new(application, Bound(application));
            _ = until?.ContinueWith(static (_, state) => ((ObserverServer)state!).Dispose(), server, TaskScheduler.Default);
            return server;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            ((IDisposable)application).Dispose();
            throw new FeedException($"{options.Origin}: cannot listen on {options.EndPoint}: {Reason(failure)}");
        }
    }

    /// <summary>Ends it: what is asked at this moment has a second to end.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        using CancellationTokenSource patience = new(EndPatience);
        try
        {
            _application.StopAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // who asks for longer than that is cut off below
        }

        ((IDisposable)_application).Dispose();
    }

    private static WebApplication Build(ObserverOptions options, IReadOnlyList<IEndpointGroup> groups)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "feedhandler" });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options.EndPoint));
        WebApplication application = builder.Build();
        RequestGate gate = new(options);
        application.Use(next => context => gate.Pass(context, next));
        application.UseRouting();
        foreach (IEndpointGroup group in groups) group.Map(application);
        return application;
    }

    private static void Limit(KestrelServerOptions kestrel, IPEndPoint endPoint)
    {
        kestrel.AddServerHeader = false;
        KestrelServerLimits limits = kestrel.Limits;
        (limits.MaxConcurrentConnections, limits.MaxConcurrentUpgradedConnections) = (ConnectionCountMax, 0);
        (limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestHeaderCount) = (4096, 16_384, 64);
        limits.MaxRequestBodySize = 0;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Listen(endPoint, static listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static IPEndPoint Bound(WebApplication application)
    {
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return IPEndPoint.Parse(new Uri(address).Authority);
    }

    private static string Reason(Exception failure) => (failure.InnerException as SocketException ?? failure.InnerException?.InnerException as SocketException
        ?? failure as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens there: take another port",
        SocketError.AccessDenied => "it is not allowed: take a port above 1023",
        SocketError.AddressNotAvailable => "no interface of this machine has that address",
        _ => failure.Message,
    };

    /// <summary>The host of the server listens to no signal: whoever runs the feed does.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
