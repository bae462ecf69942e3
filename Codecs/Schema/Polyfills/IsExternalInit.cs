#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

// The compiler asks for this type when a record has init accessors; netstandard2.0 lacks it.
internal static class IsExternalInit;
#endif
