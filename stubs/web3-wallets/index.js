// Stands in for the wallet packages that @clerk/ui loads only when an instance enables web3 sign-in (see docs/adr/0003).
// These five names must exist, or the bundler refuses @clerk/ui's lazy Solana module.
export const WalletReadyState = { Installed: 'Installed' };
export const ConnectionProvider = ({ children }) => children;
export const WalletProvider = ({ children }) => children;
export const useWallet = () => ({ wallets: [] });
export const MAINNET_ENDPOINT = '';
