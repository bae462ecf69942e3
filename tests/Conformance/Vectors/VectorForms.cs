namespace FeedHandler.Conformance.Vectors;

/// <summary>The forms of vectorised code that no machine with AVX-512 runs unless the runtime is forbidden what is above them.</summary>
internal static class VectorForms
{
    /// <summary>AVX2, without AVX-512.</summary>
    public const string Avx2 = "avx2";

    /// <summary>128 bits, without AVX2.</summary>
    public const string Sse = "sse";

    /// <summary>No vectors at all.</summary>
    public const string None = "none";

    /// <summary>Says to a child process which form it is to have.</summary>
    public const string FormVariable = "FEEDHANDLER_VECTOR_FORM";

    /// <summary>Says to a child process where to write the digest that it comes to.</summary>
    public const string DigestVariable = "FEEDHANDLER_VECTOR_DIGEST";

    /// <summary>The runtime's switch that leaves a form; 0 is off. .NET 10 passes the EnableAVX512F of earlier versions over.</summary>
    public static string SwitchOf(string form) => form switch
    {
        Avx2 => "DOTNET_EnableAVX512",
        Sse => "DOTNET_EnableAVX2",
        _ => "DOTNET_EnableHWIntrinsic",
    };
}
