using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Balance.Tls;

/// <summary>A server's certificate with its chain and its private key, from PEM files.</summary>
public sealed class TlsIdentity : IDisposable
{
    private const UnixFileMode ForOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode ForGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const int PemBytesMax = 1 << 20;
    private readonly X509Certificate2 _certificate;

    private TlsIdentity(X509Certificate2 certificate, SslStreamCertificateContext context, IReadOnlyList<string> warnings) =>
        (_certificate, Context, Warnings) = (certificate, context, warnings);

    /// <summary>What must be known of the files, in sentences: nothing of the key itself.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What streams serve with.</summary>
    internal SslStreamCertificateContext Context { get; }

    /// <summary>Reads the files.</summary>
    /// <param name="certificatePath">The server's certificate first, then those of its chain.</param>
    /// <param name="keyPath">The private key, without a password; others than the owner and group must have no right to it.</param>
    /// <exception cref="TlsIdentityException">A file is missing, open to others or not what it must be: the message names it and what to do.</exception>
    public static TlsIdentity Load(string certificatePath, string keyPath)
    {
        List<string> warnings = [];
        string certificatePem = Read(certificatePath, "certificate");
        string keyPem = Read(keyPath, "key", handle => RefuseOpen(handle, keyPath, warnings));
        if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw new TlsIdentityException($"{keyPath}: the key has a password, which nobody can be asked for: give one without, for its owner alone");
        X509Certificate2 certificate = Join(certificatePath, certificatePem, keyPath, keyPem);
        X509Certificate2Collection chain = [];
        chain.ImportFromPem(certificatePem);
        chain.RemoveAt(0);
        TellTimes(certificate, certificatePath, warnings);
        return new TlsIdentity(certificate, SslStreamCertificateContext.Create(certificate, chain, offline: true), warnings);
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    private static X509Certificate2 Join(string certificatePath, string certificatePem, string keyPath, string keyPem)
    {
        try
        {
            using X509Certificate2 parsed = X509Certificate2.CreateFromPem(certificatePem);
        }
        catch (CryptographicException)
        {
            throw new TlsIdentityException($"{certificatePath}: no certificate in it: give a PEM file with BEGIN CERTIFICATE, the server's own first");
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificatePem, keyPem);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new TlsIdentityException($"{keyPath}: not the private key of {certificatePath}: give the PEM file that was made with the certificate");
        }
    }

    // Rights are those of the file that is read, also behind a link.
    private static string Read(string path, string what, Action<SafeFileHandle>? look = null)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path);
            look?.Invoke(handle);
            if (RandomAccess.GetLength(handle) > PemBytesMax) throw new TlsIdentityException($"{path}: too long for a {what}: give a PEM file");
            using FileStream stream = new(handle, FileAccess.Read);
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TlsIdentityException($"{path}: the {what} cannot be read: {failure.Message}");
        }
    }

    private static void RefuseOpen(SafeFileHandle handle, string path, List<string> warnings)
    {
        if (OperatingSystem.IsWindows()) return;
        UnixFileMode mode = File.GetUnixFileMode(handle);
        if ((mode & ForOthers) != 0) throw new TlsIdentityException($"{path}: every user of this machine may read or change the key: chmod 600 {path}");
        if ((mode & ForGroup) != 0) warnings.Add($"{path}: the file's group may read or change the key too: chmod 600 {path} unless that is meant");
    }

    private static void TellTimes(X509Certificate2 certificate, string path, List<string> warnings)
    {
        DateTime now = DateTime.UtcNow;
        if (certificate.NotAfter.ToUniversalTime() < now) warnings.Add($"{path}: the certificate expired at {certificate.NotAfter.ToUniversalTime():u}");
        if (certificate.NotBefore.ToUniversalTime() > now) warnings.Add($"{path}: the certificate begins at {certificate.NotBefore.ToUniversalTime():u}");
    }
}

/// <summary>A certificate or key that cannot be served with.</summary>
/// <param name="message">Which file, what is wrong and what to do.</param>
public sealed class TlsIdentityException(string message) : Exception(message);
