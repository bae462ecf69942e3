using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using FeedHandler.Balance.Tests.Support;
using FeedHandler.Balance.Tls;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests;

public sealed class TlsFrontTests
{
    private string _folder = "";

    private string CertificatePath => Path.Combine(_folder, "server.pem");

    private string KeyPath => Path.Combine(_folder, "server.key");

    [OneTimeSetUp]
    public void MakeACertificate()
    {
        _folder = Directory.CreateTempSubdirectory("tls-front-").FullName;
        SelfSigned.Write(CertificatePath, KeyPath);
    }

    [OneTimeTearDown]
    public void RemoveIt() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task BytesAndEndsAreRelayedAndTheTargetIsToldWhoIsConnected()
    {
        using EchoServer server = new(readsHeader: true);
        using TlsIdentity identity = TlsIdentity.Load(CertificatePath, KeyPath);
        await using TlsFront front = TlsFront.Open(Options(identity, server.EndPoint));
        using Client client = new(front.EndPoint);
        await using SslStream secured = await SecureAsync(client);
        byte[] bytes = RandomNumberGenerator.GetBytes(500_000);
        byte[] received = new byte[bytes.Length];
        Task sending = secured.WriteAsync(bytes).AsTask();
        await secured.ReadExactlyAsync(received);
        await sending;
        await secured.ShutdownAsync();

        Assert.That(received.AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That(await secured.ReadAsync(received), Is.Zero, "the echo's end comes back");
        Assert.That(server.Sources, Is.EqualTo((string[])[client.Name]));
        Within.Until(() => front.Counts is { Handshakes: 1, Active: 0 }, "the connection has ended");
    }

    [Test]
    public async Task ByABalancerTlsReachesItsBackends()
    {
        using EchoServer server = new(readsHeader: true);
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { SendsProxyHeader = true, Fronts = [IPNetwork.Parse("127.0.0.0/8")] });
        using TlsIdentity identity = TlsIdentity.Load(CertificatePath, KeyPath);
        await using TlsFront front = TlsFront.Open(Options(identity, balancer.EndPoint));
        using Client client = new(front.EndPoint);
        await using SslStream secured = await SecureAsync(client);
        await secured.WriteAsync((byte[])[42]);

        Assert.That(secured.ReadByte(), Is.EqualTo(42));
        Assert.That(server.Sources, Does.Contain(client.Name));
        server.Dispose();
        Assert.That(await ReadsAsync(secured), Is.False, "a backend that dies breaks the connection");
    }

    [Test]
    public async Task WhoDoesNotShakeHandsIsNotWaitedForAndGarbageIsCounted()
    {
        using EchoServer server = new(readsHeader: true);
        using TlsIdentity identity = TlsIdentity.Load(CertificatePath, KeyPath);
        await using TlsFront front = TlsFront.Open(Options(identity, server.EndPoint) with { HandshakeTimeoutMs = 100, HandshakeCountMax = 1 });
        using Client silent = new(front.EndPoint);
        Within.Until(() => front.Counts.HandshakeTimeouts == 1, "its time ends");
        using Client garbage = new(front.EndPoint);
        garbage.Socket.Send("GET / HTTP/1.1\r\n\r\n"u8);

        Within.Until(() => front.Counts is { FailedHandshakes: 1, Active: 0 }, "the next one had its turn");
        Assert.That(server.Sources, Is.Empty);
    }

    [Test]
    public void AKeyThatOthersMayReadIsRefusedAndOneOfTheGroupTold()
    {
        string key = File.ReadAllText(KeyPath);
        string open = Path.Combine(_folder, "open.key");
        PrivateFile.Write(open, key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        string shared = Path.Combine(_folder, "shared.key");
        PrivateFile.Write(shared, key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        using TlsIdentity identity = TlsIdentity.Load(CertificatePath, shared);

        Assert.That(FaultOf(CertificatePath, open), Does.Contain("every user").And.Contain("chmod 600"));
        Assert.That(identity.Warnings.Single(), Does.Contain("group"));
    }

    [Test]
    public void WhatIsNoCertificateOrNotItsKeyIsSaid()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string otherKey = Path.Combine(_folder, "other.key");
        PrivateFile.Write(otherKey, other.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead);
        string locked = Path.Combine(_folder, "locked.key");
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);
        PrivateFile.Write(locked, other.ExportEncryptedPkcs8PrivateKeyPem("secret", encryption), UnixFileMode.UserRead);

        Assert.That(FaultOf(KeyPath, KeyPath), Does.Contain("no certificate"));
        Assert.That(FaultOf(CertificatePath, otherKey), Does.StartWith(otherKey).And.Contain("not the private key"));
        Assert.That(FaultOf(CertificatePath, locked), Does.Contain("password"));
        Assert.That(FaultOf(CertificatePath, Path.Combine(_folder, "none.key")), Does.Contain("cannot be read"));
    }

    private static string FaultOf(string certificate, string key) => Assert.Throws<TlsIdentityException>(() => TlsIdentity.Load(certificate, key).Dispose())!.Message;

    private static TlsFrontOptions Options(TlsIdentity identity, IPEndPoint target) =>
        new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), Target = target, Identity = identity };

    private static async Task<SslStream> SecureAsync(Client client)
    {
        SslStream secured = new(new NetworkStream(client.Socket), leaveInnerStreamOpen: false, static (_, certificate, _, _) => certificate is not null);
        await secured.AuthenticateAsClientAsync("localhost");
        return secured;
    }

    private static async Task<bool> ReadsAsync(SslStream secured)
    {
        try
        {
            return await secured.ReadAsync(new byte[1]) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
