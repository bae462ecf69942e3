using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FeedHandler.Tests.Support;

/// <summary>Certificates of servers that have signed themselves, for two days.</summary>
public static class SelfSigned
{
    /// <summary>A certificate with its key.</summary>
    /// <param name="name">The server's name; it is its own authority.</param>
    public static X509Certificate2 Certificate(string name = "localhost")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Writes certificate and key as PEM files.</summary>
    /// <param name="certificatePath">The certificate's.</param>
    /// <param name="keyPath">The key's.</param>
    /// <param name="keyMode">Who may read the key.</param>
    /// <param name="name">The server's name.</param>
    public static void Write(string certificatePath, string keyPath, UnixFileMode keyMode = PrivateFile.OwnerOnly, string name = "localhost")
    {
        using X509Certificate2 certificate = Certificate(name);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        PrivateFile.Write(keyPath, key.ExportPkcs8PrivateKeyPem(), keyMode);
    }
}
